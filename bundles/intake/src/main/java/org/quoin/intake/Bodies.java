package org.quoin.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.quoin.api.Content;
import org.quoin.api.Reply;
import org.quoin.api.StoredBody;
import org.quoin.api.intake.BodySource;
import org.quoin.api.intake.BusyException;
import org.quoin.api.queue.BodyWriter;
import org.quoin.api.queue.NoRoomException;
import org.quoin.api.queue.QueueStore;

/**
 * The bodies that one draft has written: the one that came in, a copy for each filter that rewrote
 * it, and a copy for each further store that a recipient's queue is in. The first store that is
 * asked for gets what comes in; most messages need no other. All bodies go when the draft ends, but
 * for what the stores have appended.
 *
 * <p>The draft's thread closes this while a filter that was given up on may still be copying: that
 * copy then fails, and its own thread throws it away.
 */
final class Bodies implements AutoCloseable {
  private final Stores stores;
  private final boolean ours;
  private final List<Begun> begun = new ArrayList<>(1);
  private final List<BodyWriter> written = new ArrayList<>();
  private volatile @Nullable Begun home;
  private volatile boolean closed;

  /** A body begun in a store, which stays the same for the draft though a new one may come. */
  private record Begun(String name, QueueStore store, BodyWriter writer) {}

  /**
   * @param ours whether the platform itself makes the message: it may use the stores' reserve
   */
  Bodies(Stores stores, boolean ours) {
    this.stores = stores;
    this.ours = ours;
  }

  /**
   * Begins a body in this store, unless one is begun. So a store that takes none now is found out
   * at the recipient that needs it, and not when others have their mail already.
   *
   * @throws BusyException if the store is not here, has failed or is short of room
   */
  void begin(String store) throws BusyException {
    begun(store);
  }

  private Begun begun(String name) throws BusyException {
    for (Begun one : begun) {
      if (one.name().equals(name)) {
        return one;
      }
    }
    Optional<QueueStore> store = stores.find(name);
    if (store.isEmpty()) {
      throw new BusyException(Replies.LATER, "store " + name + " is not running");
    }
    Begun next = new Begun(name, store.get(), create(name, store.get()));
    begun.add(next);
    home = home == null ? next : home;
    keep(next.writer());
    return next;
  }

  private Begun home() throws BusyException {
    Begun first = home;
    return first == null ? begun(Stores.DEFAULT) : first;
  }

  /** Where the message that comes in is written: always the same stream. */
  OutputStream stream() throws IOException {
    return home().writer().stream();
  }

  /** The message that came in, complete. */
  StoredBody finish() throws IOException {
    return home().writer().finish();
  }

  /**
   * The same message with its body in this store, where it can be appended: copied, unless this is
   * the store that it was written into.
   */
  Content in(String store, Content content) throws IOException {
    Begun there = begun(store);
    if (there.equals(home)) {
      return content;
    }
    try (InputStream in = content.body().open()) {
      in.transferTo(there.writer().stream());
    }
    return new Content(content.header(), there.writer().finish());
  }

  /** The store of this name, as it was when the draft began a body there. */
  QueueStore store(String name) throws BusyException {
    return begun(name).store();
  }

  /** A body written by {@code source}; may be called on any thread. */
  StoredBody copy(BodySource source) throws IOException {
    requireOpen();
    Begun there = home();
    BodyWriter writer = create(there.name(), there.store());
    boolean kept = false;
    try {
      source.writeTo(new Guarded(writer.stream()));
      StoredBody body = writer.finish();
      kept = keep(writer);
      requireOpen();
      return body;
    } finally {
      if (!kept) {
        writer.close();
      }
    }
  }

  private BodyWriter create(String name, QueueStore store) throws BusyException {
    try {
      return ours ? store.createFromReserve() : store.create();
    } catch (NoRoomException e) {
      throw busy(Replies.NO_ROOM, name, e);
    } catch (IOException e) {
      throw busy(Replies.NO_STORE, name, e);
    }
  }

  private static BusyException busy(Reply reply, String store, IOException cause) {
    BusyException busy = new BusyException(reply, "store " + store + ": " + cause.getMessage());
    busy.initCause(cause);
    return busy;
  }

  /** False if all have gone already. */
  private synchronized boolean keep(BodyWriter writer) {
    return !closed && written.add(writer);
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
