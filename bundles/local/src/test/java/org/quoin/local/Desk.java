package org.quoin.local;

import java.io.IOException;
import java.time.Instant;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.quoin.api.Address;
import org.quoin.api.Content;
import org.quoin.api.PluginName;
import org.quoin.api.Sender;
import org.quoin.api.StoredBody;
import org.quoin.api.delivery.Caller;
import org.quoin.api.delivery.Delivery;
import org.quoin.api.delivery.DeliveryKey;
import org.quoin.api.delivery.MailboxFormat;
import org.quoin.api.delivery.Outcome;
import org.quoin.api.delivery.Route;
import org.quoin.api.table.ControlFiles;
import org.quoin.api.user.Account;
import org.quoin.api.user.UserDirectory;

/** A local transport with its plugins in the test's hands. */
final class Desk {
  final List<Map.Entry<Map<String, Object>, UserDirectory>> directories = new ArrayList<>();
  final List<Map.Entry<Map<String, Object>, MailboxFormat>> formats = new ArrayList<>();
  @Nullable ControlFiles control = FakeControl.empty();
  Settings settings = new Settings(List.of("assign"), 2, "./Maildir/", 10_000);

  /** A directory that knows one account. */
  static UserDirectory knowing(String local, Account account) {
    return asking(name -> name.equals(local) ? Optional.of(account) : Optional.empty());
  }

  interface Question {
    Optional<Account> ask(String local) throws IOException;
  }

  static UserDirectory asking(Question question) {
    return new UserDirectory() {
      @Override
      public Optional<Account> find(String local) throws IOException {
        return question.ask(local);
      }

      @Override
      public List<Account> accounts() {
        return List.of();
      }
    };
  }

  static <T> Map.Entry<Map<String, Object>, T> named(String name, T plugin) {
    return new SimpleImmutableEntry<>(Map.of(PluginName.PROPERTY, name), plugin);
  }

  Outcome deliver(String sender, String recipient, String message) {
    return deliver(sender, recipient, new MemoryBody(message));
  }

  Outcome deliver(String sender, String recipient, StoredBody body) {
    return deliver(sender, recipient, body, false);
  }

  Outcome deliver(String sender, String recipient, StoredBody body, boolean again) {
    Address address = new Address(recipient);
    Delivery delivery =
        new Delivery(
            new DeliveryKey("store.00.7.0", again),
            "00",
            7,
            Instant.ofEpochSecond(1_000_000_000),
            new Sender(sender),
            new Route(Route.LOCAL, address, Optional.empty(), "example.org", "test"),
            List.of(address),
            new Content("", body),
            Caller.ANY);
    return new LocalTransport(settings, directories, formats, control).deliver(delivery).get(0);
  }
}
