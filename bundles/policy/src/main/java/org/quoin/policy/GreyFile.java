package org.quoin.policy;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a greylist over a restart and kill -9: the line {@value #HEAD}, then a {@link GreyLine}
 * for each change, appended and not synced, since what a power loss takes is learnt anew. Written
 * anew when it has grown. Whatever is wrong with it is a warning. No channels: an interrupted
 * session would close one under all others.
 */
final class GreyFile implements AutoCloseable {
  static final String HEAD = "quoin greylist 1";
  private static final Logger LOG = LoggerFactory.getLogger(GreyFile.class);
  private static final long MAX_BYTES = 256L * 1024 * 1024;

  private final Path file;
  private final IntSupplier most;
  private final Supplier<List<GreyLine>> all;
  private final Queue<GreyLine> queue = new ConcurrentLinkedQueue<>();
  private final ReentrantLock writer = new ReentrantLock();
  private @Nullable OutputStream out;
  private long lines;
  private boolean closed;
  private String warned = "";

  /**
   * @param most lines, then it is written anew
   * @param all what is worth keeping then
   */
  GreyFile(Path file, IntSupplier most, Supplier<List<GreyLine>> all) {
    this.file = file;
    this.most = most;
    this.all = all;
  }

  /** Hands out what it can read, in the order in which it was written. */
  void read(Consumer<GreyLine> taker) {
    try {
      if (Files.exists(file) && !lines(taker)) {
        Files.move(
            file,
            file.resolveSibling(file.getFileName() + ".unread"),
            StandardCopyOption.REPLACE_EXISTING);
        warn("cannot be understood and was put aside, all is learnt anew");
      }
    } catch (IOException | RuntimeException e) {
      warn("cannot be read, all is learnt anew: " + e);
    }
  }

  /** False if it is no such file at all. */
  private boolean lines(Consumer<GreyLine> taker) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
      return false;
    }
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      if (!HEAD.equals(in.readLine())) {
        return false;
      }
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        lines++;
        GreyLine.of(line).ifPresent(taker);
      }
    }
    return true;
  }

  /** Notes a line, at once and in the caller's order; {@link #write} writes it. */
  void note(GreyLine line) {
    queue.add(line);
  }

  /** Writes what is noted, unless somebody does so already, who then writes this too. */
  void write() {
    while (!queue.isEmpty() && writer.tryLock()) {
      try {
        drain();
      } finally {
        writer.unlock();
      }
    }
  }

  private void drain() {
    StringBuilder text = new StringBuilder();
    for (GreyLine line = queue.poll(); line != null; line = queue.poll()) {
      text.append(line.text()).append('\n');
      lines++;
    }
    if (closed) {
      return;
    }
    try {
      if (lines > most.getAsInt()) {
        rewrite();
      } else {
        stream().write(text.toString().getBytes(StandardCharsets.ISO_8859_1));
      }
    } catch (IOException e) {
      end();
      warn("cannot be written, what is new is lost at a restart: " + e);
    }
  }

  /** An empty line ends what another life has not ended. */
  private OutputStream stream() throws IOException {
    OutputStream there = out;
    if (there == null) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      boolean begins = !Files.exists(file);
      there = new FileOutputStream(file.toFile(), true);
      out = there;
      there.write((begins ? HEAD + "\n" : "\n").getBytes(StandardCharsets.ISO_8859_1));
    }
    return there;
  }

  private void rewrite() throws IOException {
    List<GreyLine> kept = all.get();
    Path draft = file.resolveSibling("." + file.getFileName() + ".tmp");
    try (FileOutputStream to = new FileOutputStream(draft.toFile())) {
      OutputStream text = new BufferedOutputStream(to);
      text.write((HEAD + "\n").getBytes(StandardCharsets.ISO_8859_1));
      for (GreyLine line : kept) {
        text.write((line.text() + "\n").getBytes(StandardCharsets.ISO_8859_1));
      }
      text.flush();
      to.getFD().sync(); // else the old one could be gone and the new one empty
    }
    end();
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    lines = kept.size();
  }

  private void end() {
    OutputStream ended = out;
    out = null;
    if (ended != null) {
      try {
        ended.close();
      } catch (IOException e) {
        LOG.debug("closing {}", file, e);
      }
    }
  }

  private void warn(String what) {
    if (!what.equals(warned)) {
      warned = what;
      LOG.warn("greylist {} {}", file, what);
    }
  }

  /** Writes what is noted, and nothing from now on. */
  @Override
  public void close() {
    write();
    writer.lock();
    try {
      closed = true;
      end();
    } finally {
      writer.unlock();
    }
  }
}
