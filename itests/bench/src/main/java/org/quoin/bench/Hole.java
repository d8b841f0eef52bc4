package org.quoin.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A host that takes every connection and never says a word. */
final class Hole implements AutoCloseable {
  private static final int BACKLOG = 1000;

  private final ServerSocket server =
      new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
  private final List<Socket> victims = new CopyOnWriteArrayList<>();

  Hole() throws IOException {
    Thread.ofVirtual().start(this::swallow);
  }

  int port() {
    return server.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket victim : victims) {
      victim.close();
    }
  }

  private void swallow() {
    try {
      while (true) {
        victims.add(server.accept());
      }
    } catch (IOException e) {
      // The end: it is being closed.
    }
  }
}
