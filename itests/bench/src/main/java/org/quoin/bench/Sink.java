package org.quoin.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** A host that takes all mail, throws it away and counts it. */
final class Sink implements AutoCloseable {
  private static final int BACKLOG = 1000;

  private final ServerSocket server =
      new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
  private final AtomicLong taken = new AtomicLong();

  Sink() throws IOException {
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Mails so far. */
  long taken() {
    return taken.get();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket peer = server.accept();
        Thread.ofVirtual().start(() -> talk(peer));
      } catch (IOException e) {
        // The end, or a peer that was gone before it was greeted.
      }
    }
  }

  private void talk(Socket peer) {
    try (peer;
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(peer.getInputStream(), StandardCharsets.ISO_8859_1))) {
      OutputStream out = peer.getOutputStream();
      say(out, "220 sink.test");
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        answer(line.toUpperCase(Locale.ROOT), in, out);
      }
    } catch (IOException e) {
      // It has hung up; what it had sent whole is counted.
    }
  }

  private void answer(String command, BufferedReader in, OutputStream out) throws IOException {
    if (!command.equals("DATA")) {
      say(out, command.equals("QUIT") ? "221 bye" : "250 ok");
      return;
    }
    say(out, "354 go on");
    String line = in.readLine();
    while (line != null && !line.equals(".")) {
      line = in.readLine();
    }
    if (line != null) {
      taken.incrementAndGet();
      say(out, "250 ok");
    }
  }

  private static void say(OutputStream out, String reply) throws IOException {
    out.write((reply + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }
}
