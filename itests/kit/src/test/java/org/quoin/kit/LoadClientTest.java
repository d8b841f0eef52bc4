package org.quoin.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LoadClientTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @Test
  void itSendsUntilAsManyMailsWereAcceptedAsPlanned() throws Exception {
    try (FakeServer server = new FakeServer(number -> "250 ok");
        LoadClient client = new LoadClient(plan(server.port(), 100))) {
      client.start();
      assertTrue(client.ended(LIMIT));
      assertEquals(100, client.ledger().accepted().size());
      assertEquals(new HashSet<>(server.tokens), client.ledger().accepted());
    }
  }

  @Test
  void itRemembersWhatWasAnsweredAndWhatWasNot() throws Exception {
    try (FakeServer server = new FakeServer(LoadClientTest::moody);
        LoadClient client = new LoadClient(plan(server.port(), 20))) {
      client.start();
      assertTrue(client.ended(LIMIT));
      Ledger ledger = client.ledger();
      assertEquals(20, ledger.accepted().size());
      assertEquals(1, ledger.rejected().size());
      assertEquals(1, ledger.temporary());
      assertEquals(1, ledger.doubtful().size());
      assertEquals(1, ledger.broken());
      assertEquals(0, ledger.permanent());
    }
  }

  private static @org.jspecify.annotations.Nullable String moody(int number) {
    return switch (number) {
      case 3 -> "451 not now";
      case 5 -> null;
      default -> "250 ok";
    };
  }

  @Test
  void itCountsRefusedConnectionsAndStopsWhenTold() throws Exception {
    int port = Ports.one();
    try (LoadClient client = new LoadClient(plan(port, LoadPlan.ENDLESS))) {
      client.start();
      Await.until("a refused connection", LIMIT, () -> client.ledger().refused() > 0);
      client.stop();
      assertTrue(client.ended(LIMIT));
      assertEquals(0, client.ledger().accepted().size());
    }
  }

  private static LoadPlan plan(int port, int mails) {
    return new LoadPlan(port, 4, mails, 7, 500, List.of("alice@localhost", "bob@localhost"));
  }
}
