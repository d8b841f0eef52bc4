package org.quoin.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Bodies on their way in, and reading them wherever they are. */
final class Bodies implements Body.Opener {
  private final Folder folder;
  private final int inlineLimit;
  private final Budget budget;
  private final Counters counters;
  private volatile boolean filesStay;
  private volatile boolean closed;

  Bodies(Folder folder, Settings settings, Counters counters) {
    this.folder = folder;
    this.counters = counters;
    this.inlineLimit = settings.inlineBytes();
    this.budget = new Budget(settings.heapBytes());
  }

  SpillingBody create(long id) {
    return new SpillingBody(this, id);
  }

  int inlineLimit() {
    return inlineLimit;
  }

  Budget budget() {
    return budget;
  }

  Disk.BodyFile createFile(long id) throws IOException {
    return folder.disk().createBody(folder.layout().body(id));
  }

  /** Makes the name of a finished body file durable. */
  void fileFinished() throws IOException {
    folder.disk().syncDirectory(folder.layout().bodies());
    counters.bodyFiles.increment();
  }

  /** Removes the file of a body that the log does not know. */
  void deleteFile(long id) throws IOException {
    if (!filesStay) {
      folder.disk().delete(folder.layout().body(id));
    }
  }

  /** The log has failed: whether it knows a body is known only when it is opened again. */
  void keepFiles() {
    filesStay = true;
  }

  /** From now on nothing is read: places in the log may come to mean something else. */
  void close() {
    filesStay = true;
    closed = true;
  }

  @Override
  public InputStream open(Body body) throws IOException {
    Body.HeapCopy copy = body.heap();
    if (copy != null) {
      return new ByteArrayInputStream(copy.bytes().array(), 0, (int) body.size());
    }
    require(body, body.location() != Body.GONE);
    if (body.isFiled()) {
      return new BodyStream(body.ref(), (at, target, length) -> readFile(body, at, target, length));
    }
    return new BodyStream(body.ref(), (at, target, length) -> readLog(body, at, target, length));
  }

  private void readFile(Body body, long at, byte[] target, int length) throws IOException {
    require(body, body.location() != Body.GONE);
    try (Disk.ReadFile file = folder.readBody(body.id())) {
      file.fill(at, target, length);
    }
  }

  /**
   * Reads from the log while cleaning may move the body. Its old place is overwritten only after
   * its location was changed; so if the location is still the same after reading, what was read is
   * it.
   */
  private void readLog(Body body, long at, byte[] target, int length) throws IOException {
    while (true) {
      long location = body.location();
      require(body, location > 0);
      try (Disk.ReadFile file = folder.readSegment(Location.sequence(location))) {
        file.fill(Location.offset(location) + RecordCodec.BEFORE_BODY + at, target, length);
      } catch (IOException e) {
        if (body.location() == location) {
          throw e;
        }
      }
      if (body.location() == location) {
        return;
      }
    }
  }

  private void require(Body body, boolean there) throws IOException {
    if (closed) {
      throw new IOException("the store is closed");
    }
    if (!there) {
      throw new IOException("body " + body.id() + " is gone");
    }
  }
}
