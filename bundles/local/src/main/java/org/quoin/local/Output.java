package org.quoin.local;

import static java.lang.ProcessBuilder.Redirect.appendTo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a program writes: read by a thread of its own until nobody can write any more. The beginning
 * is kept, the rest thrown away.
 */
final class Output implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Output.class);
  private static final int CHUNK_BYTES = 8192;

  private final Path pipe;
  private final FileChannel in;

  /** Held until the program has started, for a pipe that nobody has open cannot be opened. */
  private final FileChannel own;

  private final Thread reader;
  private final ByteBuffer kept = ByteBuffer.allocate(Transcript.MOST_BYTES);

  private Output(Path pipe, FileChannel own, FileChannel in) {
    this.pipe = pipe;
    this.own = own;
    this.in = in;
    this.reader = Thread.ofPlatform().daemon().name("output of a program").unstarted(this::read);
  }

  /**
   * @param pipe a named pipe that nobody else uses; it is removed
   */
  static Output open(Path pipe) throws IOException {
    FileChannel own =
        FileChannel.open(pipe, StandardOpenOption.READ, StandardOpenOption.WRITE); // never waits
    try {
      return new Output(pipe, own, FileChannel.open(pipe, StandardOpenOption.READ));
    } catch (IOException e) {
      own.close();
      throw e;
    }
  }

  /**
   * Starts a program that writes to this. It either runs then and is read, or this is closed.
   *
   * @throws IOException if it cannot be started
   */
  Process start(ProcessBuilder program) throws IOException {
    Process started = null;
    try {
      reader.start(); // waits until somebody else has the pipe open, and that one has gone
      started = program.redirectErrorStream(true).redirectOutput(appendTo(pipe.toFile())).start();
      return started;
    } catch (OutOfMemoryError e) { // what the JDK says if the system gives no more threads
      throw new IOException("cannot start a thread", e);
    } finally {
      letGo();
      if (started == null) {
        close();
      }
    }
  }

  /** From now on the end of all who write is the end. */
  private void letGo() {
    try {
      own.close();
      Files.deleteIfExists(pipe);
    } catch (IOException e) {
      LOG.warn("cannot remove {}", pipe, e);
    }
  }

  private void read() {
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
    try (in) {
      while (in.read(chunk.clear()) >= 0) {
        keep(chunk.flip());
      }
    } catch (ClosedChannelException e) {
      LOG.trace("nobody waits for it any more", e);
    } catch (IOException e) {
      LOG.warn("cannot read what a program writes", e);
    }
  }

  private void keep(ByteBuffer chunk) {
    synchronized (kept) {
      chunk.limit(Math.min(chunk.limit(), kept.remaining()));
      kept.put(chunk);
    }
  }

  /** Waits until nobody can write any more, at most so long. */
  void awaitEnd(Duration limit) throws InterruptedException {
    reader.join(limit);
  }

  boolean isAtEnd() {
    return !reader.isAlive();
  }

  /** The beginning of what was written until now, bytes as characters. */
  String beginning() {
    synchronized (kept) {
      return new String(kept.array(), 0, kept.position(), StandardCharsets.ISO_8859_1);
    }
  }

  /** Who writes from now on is ended by that. */
  @Override
  public void close() {
    letGo();
    try {
      in.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
