package org.quoin.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

final class FeederTest {

  @Test
  void eachMailIsTakenOnceOverKeptConnections() throws Exception {
    Set<Integer> numbers = ConcurrentHashMap.newKeySet();
    try (Sink sink = new Sink()) {
      Feeder.kept(sink.port()).send(500, number -> numbered(numbers, number));
      assertEquals(500, sink.taken());
      assertEquals(500, numbers.size());
    }
  }

  @Test
  void noMailIsForgottenBetweenTwoConnections() throws Exception {
    try (Sink sink = new Sink()) {
      new Feeder(sink.port(), 3, 1, 100).send(20, number -> "x@good.test");
      assertEquals(20, sink.taken());
      new Feeder(sink.port(), 3, 7, 100).send(20, number -> "x@good.test");
      assertEquals(40, sink.taken());
    }
  }

  @Test
  void moreConnectionsThanMailsAreNoTrouble() throws Exception {
    try (Sink sink = new Sink()) {
      Feeder.kept(sink.port()).send(3, number -> "x@good.test");
      assertEquals(3, sink.taken());
    }
  }

  @Test
  void aServerThatIsNotThereIsTold() throws Exception {
    int port;
    try (Sink sink = new Sink()) {
      port = sink.port();
    }
    assertThrows(IOException.class, () -> Feeder.kept(port).send(1, number -> "x@good.test"));
  }

  private static String numbered(Set<Integer> numbers, int number) {
    numbers.add(number);
    return "x" + number + "@good.test";
  }
}
