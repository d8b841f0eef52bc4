package org.quoin.platform;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/**
 * Connections of peers that mean no good: opened many at a time, from any address of 127/8, and
 * closed together without a word.
 */
final class Throng implements AutoCloseable {
  private static final int AT_ONCE = 50;
  private static final int PATIENCE_MILLIS = 60_000;

  private final int port;
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

  Throng(int port) {
    this.port = port;
  }

  /** What is done with one of the connections; whether it went as expected. */
  @FunctionalInterface
  interface Act {
    boolean on(Socket socket) throws IOException;
  }

  /** An address for each of the first few thousand. */
  static String scattered(int number) {
    return "127.9." + number / 250 + "." + (1 + number % 250);
  }

  /** Opens so many more, each from its address; waits for nothing that the server says. */
  void open(int count, IntFunction<String> address) throws Exception {
    List<Callable<Boolean>> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int number = i;
      all.add(() -> sockets.add(connect(address.apply(number))));
    }
    run(all);
  }

  /** Does this on all that are open, many at a time; on how many it went as expected. */
  int each(Act act) throws Exception {
    List<Callable<Boolean>> all = new ArrayList<>();
    sockets.forEach(socket -> all.add(() -> act.on(socket)));
    return run(all);
  }

  private static int run(List<Callable<Boolean>> tasks) throws Exception {
    int good = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      for (Future<Boolean> end : threads.invokeAll(tasks)) {
        good += end.get() ? 1 : 0;
      }
    }
    return good;
  }

  private Socket connect(String from) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.setTcpNoDelay(true);
      socket.bind(new InetSocketAddress(from, 0));
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Reads a line; whether one came before the server hung up. */
  static boolean hears(Socket socket) throws IOException {
    try {
      InputStream in = socket.getInputStream();
      int c = in.read();
      while (c >= 0 && c != '\n') {
        c = in.read();
      }
      return c == '\n';
    } catch (SocketException e) {
      return false;
    }
  }

  /** Reads to the end; true, since it would not return before the server has hung up. */
  static boolean hearsTheEnd(Socket socket) throws IOException {
    try {
      InputStream in = socket.getInputStream();
      byte[] bytes = new byte[4096];
      while (in.read(bytes) >= 0) {}
    } catch (SocketException e) {
      return true; // reset: as good an end as any
    }
    return true;
  }

  /** Says this and waits for nothing; false if the server has hung up. */
  static boolean says(Socket socket, byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    sockets.clear();
  }
}
