package org.quoin.intake;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.quoin.api.StoredBody;
import org.quoin.api.intake.BodySource;
import org.quoin.api.intake.BusyException;
import org.quoin.api.queue.BodyWriter;
import org.quoin.api.queue.QueueStore;

/**
 * The bodies that one draft has written: the one that came in, and a copy for each filter that
 * rewrote it. All of them go when the draft ends, but for what the store has appended.
 *
 * <p>The draft's thread closes this while a filter that was given up on may still be copying: that
 * copy then fails, and its own thread throws it away.
 */
final class Bodies implements AutoCloseable {
  private final QueueStore store;
  private final boolean ours;
  private final List<BodyWriter> written = new ArrayList<>();
  private @Nullable BodyWriter incoming;
  private volatile boolean closed;

  /**
   * @param ours whether the platform itself makes the message: it may use the store's reserve
   */
  Bodies(QueueStore store, boolean ours) {
    this.store = store;
    this.ours = ours;
  }

  QueueStore store() {
    return store;
  }

  /** Where the message that comes in is written: always the same stream. */
  OutputStream stream() throws IOException {
    return incoming().stream();
  }

  /** The message that came in, complete. */
  StoredBody finish() throws IOException {
    return incoming().finish();
  }

  private BodyWriter incoming() throws IOException {
    BodyWriter writer = incoming;
    if (writer == null) {
      writer = create();
      incoming = writer;
      keep(writer);
    }
    return writer;
  }

  /** A body written by {@code source}; may be called on any thread. */
  StoredBody copy(BodySource source) throws IOException {
    BodyWriter writer = create();
    boolean kept = false;
    try {
      source.writeTo(new Guarded(writer.stream()));
      StoredBody body = writer.finish();
      keep(writer);
      kept = true;
      return body;
    } finally {
      if (!kept) {
        writer.close();
      }
    }
  }

  private BodyWriter create() throws IOException {
    requireOpen();
    try {
      return ours ? store.createFromReserve() : store.create();
    } catch (IOException e) {
      throw busy(e);
    }
  }

  private static BusyException busy(IOException cause) {
    BusyException busy = new BusyException(Replies.NO_STORE, String.valueOf(cause.getMessage()));
    busy.initCause(cause);
    return busy;
  }

  private synchronized void keep(BodyWriter writer) throws IOException {
    requireOpen();
    written.add(writer);
  }

  private void requireOpen() throws IOException {
    if (closed) {
      throw new IOException("the draft has ended");
    }
  }

  @Override
  public void close() {
    List<BodyWriter> all;
    synchronized (this) {
      closed = true;
      all = List.copyOf(written);
      written.clear();
    }
    all.forEach(BodyWriter::close);
  }

  /** Stops a filter that goes on writing after the draft has ended. */
  private final class Guarded extends OutputStream {
    private final OutputStream out;

    Guarded(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      requireOpen();
      out.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      requireOpen();
      out.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }
  }
}
