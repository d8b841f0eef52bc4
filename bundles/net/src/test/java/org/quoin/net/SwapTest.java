package org.quoin.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;
import org.quoin.api.net.Protocol;

/** A protocol is replaced while its port stays open. */
class SwapTest {
  private final Harbour harbour = new Harbour();

  @AfterEach
  void everythingEnds() {
    harbour.close();
  }

  @Test
  void aSilentConversationIsToldAndEnds() throws Exception {
    ServiceReference<Protocol> old = harbour.install(new EchoProtocol("old"), 0);
    int port = Harbour.port(harbour.start(Harbour.limits(5, 5)));
    try (TestPeer peer = new TestPeer(port)) {
      assertEquals("old: hello", peer.hear());
      harbour.protocols.removeProtocol(old);
      assertEquals("old: bye", peer.hear());
      assertEquals("(closed)", peer.hear());
    }
  }

  @Test
  void whoComesMeanwhileWaitsForTheNewOne() throws Exception {
    ServiceReference<Protocol> old = harbour.install(new EchoProtocol("old"), 0);
    int port = Harbour.port(harbour.start(Harbour.limits(50, 50)));
    harbour.protocols.removeProtocol(old);
    List<TestPeer> peers = new ArrayList<>();
    try {
      for (int i = 0; i < 10; i++) {
        peers.add(new TestPeer(port));
      }
      harbour.install(new EchoProtocol("new"), 0);
      for (TestPeer peer : peers) {
        assertEquals("new: hello", peer.hear());
      }
    } finally {
      peers.forEach(TestPeer::close);
    }
  }

  @Test
  void theHighestRankingOfEqualNamesServes() throws Exception {
    harbour.install(new EchoProtocol("low"), 0);
    ServiceReference<Protocol> high = harbour.install(new EchoProtocol("high"), 10);
    int port = Harbour.port(harbour.start(Harbour.limits(5, 5)));
    try (TestPeer peer = new TestPeer(port)) {
      assertEquals("high: hello", peer.hear());
    }
    harbour.protocols.removeProtocol(high);
    try (TestPeer peer = new TestPeer(port)) {
      assertEquals("low: hello", peer.hear());
    }
  }

  @Test
  void underLoadNoConnectionIsRefusedOrLost() throws Exception {
    ServiceReference<Protocol> present = harbour.install(new EchoProtocol("0"), 0);
    int port = Harbour.port(harbour.start(Harbour.limits(50, 50)));
    AtomicBoolean enough = new AtomicBoolean();
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> loads = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        loads.add(pool.submit(load(port, enough)));
      }
      for (int round = 1; round <= 5; round++) {
        harbour.protocols.removeProtocol(present);
        present = harbour.install(new EchoProtocol(Integer.toString(round)), 0);
        try (TestPeer peer = new TestPeer(port)) {
          assertEquals(round + ": hello", peer.hear());
        }
      }
      enough.set(true);
      for (Future<Integer> load : loads) {
        assertTrue(load.get() > 0);
      }
    }
  }

  /** Every connection is accepted and greeted; it may only be sent away with a word. */
  private static Callable<Integer> load(int port, AtomicBoolean enough) {
    return () -> {
      int count = 0;
      while (!enough.get()) {
        try (TestPeer peer = new TestPeer(port)) {
          assertTrue(peer.hear().endsWith(": hello"));
          peer.send("ping");
          String heard = peer.hear();
          assertTrue(heard.endsWith(": ping") || heard.endsWith(": bye"), heard);
          count++;
        }
      }
      return count;
    };
  }
}
