package org.quoin.kit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An SMTP server that answers the n-th mail as told; null hangs up instead of answering. */
final class FakeServer implements AutoCloseable {
  /** Decides what is said about the n-th mail, counted from 1. */
  interface Verdicts {
    @Nullable String about(int number);
  }

  final List<String> tokens = new CopyOnWriteArrayList<>();
  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final AtomicInteger mails = new AtomicInteger();
  private final Verdicts verdicts;

  FakeServer(Verdicts verdicts) throws IOException {
    this.verdicts = verdicts;
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException e) {
      return; // closed
    }
  }

  private void serve(Socket socket) {
    try (socket;
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
      say(socket.getOutputStream(), "220 fake");
      String line = in.readLine();
      while (line != null && answer(line, in, socket.getOutputStream())) {
        line = in.readLine();
      }
    } catch (IOException e) {
      return; // the client is gone
    }
  }

  private boolean answer(String line, BufferedReader in, OutputStream out) throws IOException {
    if (!line.equals("DATA")) {
      say(out, "250 ok");
      return !line.equals("QUIT");
    }
    say(out, "354 go");
    String text = in.readLine();
    while (!".".equals(text)) {
      if (text.startsWith(Maildirs.TOKEN)) {
        tokens.add(text.substring(Maildirs.TOKEN.length()));
      }
      text = in.readLine();
    }
    String verdict = verdicts.about(mails.incrementAndGet());
    if (verdict != null) {
      say(out, verdict);
    }
    return verdict != null;
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
