package org.quoin.smtpd;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.quoin.api.Peer;
import org.quoin.api.net.Connection;
import org.quoin.api.net.Encryption;

/** A connection over any two streams. */
final class FakeConnection implements Connection {
  static final Peer PEER =
      new Peer(
          "192.0.2.7",
          4321,
          Optional.of("client.example.net"),
          Optional.empty(),
          "192.0.2.1",
          25,
          Optional.of("mx.example.org"));

  private final InputStream in;
  private final OutputStream out;
  private Peer peer;
  private Map<String, String> variables;
  volatile Optional<Encryption> encryption = Optional.empty();
  volatile boolean closing;
  volatile Duration idle = Duration.ZERO;

  FakeConnection(InputStream in, OutputStream out) {
    this(in, out, PEER, Map.of());
  }

  FakeConnection(InputStream in, OutputStream out, Peer peer, Map<String, String> variables) {
    this.in = new PushbackInputStream(in);
    this.out = out;
    this.peer = peer;
    this.variables = variables;
  }

  @Override
  public String id() {
    return "test-1";
  }

  @Override
  public String listener() {
    return "test";
  }

  @Override
  public Peer peer() {
    return peer;
  }

  /** Rules that let everybody but 192.0.2.66 in, and trust nobody any further. */
  @Override
  public boolean speakFor(Peer other) {
    peer = other;
    variables = Map.of();
    return !other.remoteIp().equals("192.0.2.66");
  }

  @Override
  public Map<String, String> variables() {
    return variables;
  }

  @Override
  public Optional<Encryption> encryption() {
    return encryption;
  }

  @Override
  public boolean canStartTls() {
    return variables.containsKey("TLS") && encryption.isEmpty();
  }

  /** As if the bytes that follow were encrypted. */
  @Override
  public void startTls() {
    encryption =
        Optional.of(new Encryption("TLSv1.3", "TLS_X", Optional.empty(), Optional.empty()));
  }

  /** Waits without end: peers of this bench speak when they are asked to. */
  @Override
  public boolean speaksWithin(Duration time) throws IOException {
    PushbackInputStream peeked = (PushbackInputStream) in;
    int first = peeked.read();
    if (first >= 0) {
      peeked.unread(first);
    }
    return first >= 0;
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
  public void idle(Duration time) {
    idle = time;
  }

  @Override
  public void end() {
    closing = true;
  }

  @Override
  public boolean closing() {
    return closing;
  }
}
