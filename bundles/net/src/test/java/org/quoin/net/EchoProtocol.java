package org.quoin.net;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.quoin.api.net.Connection;
import org.quoin.api.net.Encryption;
import org.quoin.api.net.Protocol;

/** Greets, repeats each line with its own name in front, and says bye when it shall end. */
final class EchoProtocol implements Protocol {
  private final String name;
  volatile String obstacle = "";

  EchoProtocol(String name) {
    this.name = name;
  }

  @Override
  public void serve(Connection connection) throws IOException {
    say(connection, "hello");
    BufferedReader in = reader(connection);
    for (String line = next(connection, in); line != null; line = next(connection, in)) {
      if (line.equals("fail")) {
        throw new IllegalStateException("told to fail");
      }
      if (line.equals("hurry")) {
        connection.idle(Duration.ofMillis(50));
      }
      if (line.equals("quit")) {
        say(connection, "quit");
        return;
      }
      if (line.equals("who")) {
        say(connection, connection.peer().remoteIp() + " " + connection.variables());
      }
      if (line.equals("client")) {
        say(connection, connection.encryption().flatMap(Encryption::client).orElse("nobody"));
      }
      say(connection, line);
      if (line.equals("starttls")) {
        connection.startTls();
        in = reader(connection);
        say(connection, connection.encryption().orElseThrow().protocol());
      }
      if (connection.closing()) {
        break;
      }
    }
    if (connection.closing()) {
      say(connection, "bye");
    }
  }

  private static BufferedReader reader(Connection connection) {
    return new BufferedReader(new InputStreamReader(connection.in(), StandardCharsets.US_ASCII));
  }

  private @Nullable String next(Connection connection, BufferedReader in) throws IOException {
    try {
      return in.readLine();
    } catch (SocketTimeoutException e) {
      say(connection, "too slow");
      return null;
    }
  }

  private void say(Connection connection, String text) throws IOException {
    connection.out().write((name + ": " + text + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public Optional<String> notReady() {
    return Optional.of(obstacle).filter(text -> !text.isEmpty());
  }
}
