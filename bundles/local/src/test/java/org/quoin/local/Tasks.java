package org.quoin.local;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.quoin.api.Address;
import org.quoin.api.Content;
import org.quoin.api.Sender;
import org.quoin.api.StoredBody;
import org.quoin.api.delivery.Caller;
import org.quoin.api.delivery.Delivery;
import org.quoin.api.delivery.DeliveryKey;
import org.quoin.api.delivery.Route;
import org.quoin.api.user.Account;

/** Deliveries for joe, with a plugin of each kind. */
final class Tasks {
  private Tasks() {}

  static WorkerTask task(Path home, StoredBody body) {
    return new WorkerTask(account(home), delivery(body), new Address("joe@example.org"), terms());
  }

  static Account account(Path home) {
    return new Account("joe", 20_001, 20_002, home, "", "");
  }

  static WorkerTerms terms() {
    return new WorkerTerms(
        2,
        10_000,
        new Programs.Limits(7, Duration.ofSeconds(50), Duration.ofSeconds(20)),
        Map.of("PATH", "/usr/bin:/bin", "LANG", "caf\u00e9 \u20ac"),
        new WorkerTerms.Defaults(List.of("./Maildir/"), ""),
        true,
        Map.of("dotqmail", Map.of("lines", "./Maildir/")),
        Map.of("maildir", Map.of("quoin.base", "/base")));
  }

  static Delivery delivery(StoredBody body) {
    Address recipient = new Address("joe@example.org");
    return new Delivery(
        new DeliveryKey("store.00.7.0", true),
        "00",
        7,
        Instant.ofEpochSecond(1_000_000_000),
        new Sender("s\u00fce@example.net"),
        new Route(Route.LOCAL, recipient, Optional.empty(), "", ""),
        List.of(recipient),
        new Content("", body),
        Caller.ANY);
  }
}
