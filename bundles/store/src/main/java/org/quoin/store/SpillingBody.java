package org.quoin.store;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.quoin.api.StoredBody;
import org.quoin.api.queue.BodyWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A body being written: in the heap while it is small and the budget lasts, then to a file. It is
 * its own stream.
 */
final class SpillingBody extends OutputStream implements BodyWriter {
  private static final Logger LOG = LoggerFactory.getLogger(SpillingBody.class);
  private static final int FIRST_HEAP = 8 << 10;

  private final Bodies bodies;
  private final long id;
  private final BodySum sum;
  private long size;
  private byte[] heap = {};
  private @Nullable Spill spill;
  private @Nullable Body finished;
  private boolean closed;

  SpillingBody(Bodies bodies, long id) {
    this.bodies = bodies;
    this.id = id;
    this.sum = new BodySum(id);
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public OutputStream stream() {
    return this;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    requireOpen();
    if (spill == null && !fitsHeap(length)) {
      spill();
    }
    if (spill == null) {
      System.arraycopy(bytes, offset, heap, (int) size, length);
    } else {
      spill.stream().write(bytes, offset, length);
    }
    sum.update(bytes, offset, length);
    size += length;
  }

  private void requireOpen() throws IOException {
    if (closed || finished != null) {
      throw new IOException("body " + id + " is ended");
    }
  }

  private boolean fitsHeap(int more) {
    long need = size + more;
    if (need <= heap.length) {
      return true;
    }
    if (need > bodies.inlineLimit()) {
      return false;
    }
    long doubled = Math.max(need, Math.max(FIRST_HEAP, 2L * heap.length));
    int wanted = (int) Math.min(doubled, bodies.inlineLimit());
    if (!bodies.budget().take(wanted - heap.length)) {
      return false;
    }
    heap = Arrays.copyOf(heap, wanted);
    return true;
  }

  private void spill() throws IOException {
    Spill begun = Spill.to(bodies.createFile(id));
    spill = begun;
    begun.stream().write(heap, 0, (int) size);
    dropHeap();
  }

  private void dropHeap() {
    bodies.budget().giveBack(heap.length);
    heap = new byte[0];
  }

  @Override
  public StoredBody finish() throws IOException {
    requireOpen();
    try {
      Body body = spill == null ? inHeap() : inFile(spill);
      finished = body;
      return body;
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private Body inHeap() {
    Body.HeapCopy copy = new Body.HeapCopy(ByteBuffer.wrap(heap, 0, (int) size), bodies.budget());
    heap = new byte[0];
    return Body.pending(new BodyRef(id, size, sum.value(), false), bodies, copy);
  }

  private Body inFile(Spill to) throws IOException {
    to.stream().flush();
    to.file().sync();
    to.file().close();
    bodies.fileFinished();
    return Body.pending(new BodyRef(id, size, sum.value(), true), bodies, null);
  }

  /** Does nothing once the log knows the body; else leaves no trace of it. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (finished != null && finished.location() != Body.PENDING) {
      return;
    }
    if (finished != null) {
      finished.moveTo(Body.GONE);
    }
    dropHeap();
    if (spill != null) {
      dropFile(spill);
    }
  }

  private void dropFile(Spill to) {
    try {
      to.file().close();
      bodies.deleteFile(id);
    } catch (IOException e) {
      LOG.warn("the file of body {} stays until the store is opened again", id, e);
    }
  }

  /** A body file, and the buffer in front of it. */
  private record Spill(Disk.BodyFile file, OutputStream stream) {
    static Spill to(Disk.BodyFile file) {
      OutputStream unbuffered =
          new OutputStream() {
            @Override
            public void write(int b) throws IOException {
              write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
              file.write(bytes, offset, length);
            }
          };
      return new Spill(file, new BufferedOutputStream(unbuffered, FIRST_HEAP));
    }
  }
}
