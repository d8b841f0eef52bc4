package org.quoin.api.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
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

  /** Variables that the access rules set for this peer (V1, V3). */
  Map<String, String> variables();

  boolean encrypted();

  /**
   * Reads block at most the idle time, then throw {@link java.net.SocketTimeoutException}, and so
   * does every read after that: there is no more input.
   */
  InputStream in();

  OutputStream out();

  /** Sets the idle time for reads; the listener's own limit still holds if it is shorter. */
  void idle(Duration time) throws IOException;

  /** True once the listener or the protocol's host wants the conversation to end soon (421). */
  boolean closing();
}
