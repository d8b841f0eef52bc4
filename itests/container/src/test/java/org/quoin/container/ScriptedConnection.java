package org.quoin.container;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.quoin.api.Peer;
import org.quoin.api.net.Connection;
import org.quoin.api.net.Encryption;

/** A peer that has said everything before it listens. */
final class ScriptedConnection implements Connection {
  private static final Peer PEER =
      new Peer(
          "192.0.2.7", 1234, Optional.empty(), Optional.empty(), "192.0.2.1", 25, Optional.empty());

  private final InputStream in;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /**
   * @param script characters stand for bytes
   */
  ScriptedConnection(String script) {
    in = new ByteArrayInputStream(script.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** All that was answered. */
  String answers() {
    return out.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public String id() {
    return "scripted";
  }

  @Override
  public String listener() {
    return "smtp";
  }

  @Override
  public Peer peer() {
    return PEER;
  }

  @Override
  public Map<String, String> variables() {
    return Map.of();
  }

  @Override
  public Optional<Encryption> encryption() {
    return Optional.empty();
  }

  @Override
  public boolean speakFor(Peer other) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean speaksWithin(Duration time) {
    return false;
  }

  @Override
  public boolean canStartTls() {
    return false;
  }

  @Override
  public void startTls() {
    throw new IllegalStateException("there is no certificate");
  }

  @Override
  public InputStream in() {
    return in;
  }

  @Override
  public OutputStream out() {
    return out;
  }

  @Override
  public void idle(Duration time) {}

  @Override
  public void end() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean closing() {
    return false;
  }
}
