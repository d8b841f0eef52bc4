package org.quoin.api.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.quoin.api.Peer;

/** One accepted connection; {@code net} owns the socket. Both streams are unbuffered. */
@ProviderType
public interface Connection {
  /** Unique among live connections, for the log. */
  String id();

  /** Name of the listener that accepted it. */
  String listener();

  Peer peer();

  /**
   * The peer speaks for another one: from now on that is {@link #peer}, and {@link #variables} are
   * what the access rules say about it. Only a trusted peer is believed; whoever calls decides
   * that.
   *
   * @return false if the other one may not come in
   */
  boolean speakFor(Peer other);

  /** Variables that the access rules set for this peer (V1, V3). */
  Map<String, String> variables();

  /** How it is encrypted; empty while it is not. */
  Optional<Encryption> encryption();

  /** Whether {@link #startTls} is possible: the listener has a certificate, and TLS is not on. */
  boolean canStartTls();

  /**
   * Encrypts the connection (RFC 3207), within a bounded time. Streams taken before are of no use
   * any more, and what they have read before must be forgotten: it came in clear from anybody.
   *
   * @throws IOException if the two do not agree; the connection is of no use then
   * @throws IllegalStateException if {@link #canStartTls} says no
   */
  void startTls() throws IOException;

  /**
   * Reads block at most the idle time, then throw {@link java.net.SocketTimeoutException}, and so
   * does every read after that: there is no more input.
   */
  InputStream in();

  OutputStream out();

  /**
   * Waits until the peer sends something, which stays unread, at most this long: for protocols in
   * which it has to listen first.
   *
   * @return whether it has sent something; false too if it has closed
   */
  boolean speaksWithin(Duration time) throws IOException;

  /** Sets the idle time for reads; the listener's own limit still holds if it is shorter. */
  void idle(Duration time) throws IOException;

  /**
   * Asks for an end, from any thread: {@link #closing} is true from now on, a read that waits for a
   * silent peer ends, and what has not ended after a few seconds is cut off.
   */
  void end();

  /** True once somebody wants the conversation to end soon (421). */
  boolean closing();
}
