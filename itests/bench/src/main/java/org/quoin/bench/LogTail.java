package org.quoin.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Counts lines of a log that another process writes: reads at each look what is new, and goes on in
 * the next file when the old one has been renamed.
 */
final class LogTail implements AutoCloseable {
  private final Path file;
  private final Pattern counted;
  private final Pattern trouble;
  private final ByteBuffer block = ByteBuffer.allocate(1 << 16);
  private final StringBuilder line = new StringBuilder();
  private @Nullable FileChannel open;
  private @Nullable Object key;
  private long count;

  /**
   * @param counted is found in the lines that count
   * @param trouble is found in lines that must not come
   */
  LogTail(Path file, Pattern counted, Pattern trouble) {
    this.file = file;
    this.counted = counted;
    this.trouble = trouble;
  }

  /**
   * Lines that count, since the beginning of the file that was there first.
   *
   * @throws IOException if a line tells of trouble; it is named
   */
  long count() throws IOException {
    Object now = keyNow();
    if (open == null) {
      reopen(now);
    } else if (!Objects.equals(key, now)) {
      readOn(open);
      reopen(now);
    }
    if (open != null) {
      readOn(open);
    }
    return count;
  }

  @Override
  public void close() throws IOException {
    if (open != null) {
      open.close();
      open = null;
    }
  }

  private @Nullable Object keyNow() throws IOException {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    } catch (NoSuchFileException e) {
      return null; // not yet, or just being renamed
    }
  }

  private void reopen(@Nullable Object now) throws IOException {
    if (now != null) {
      close();
      open = FileChannel.open(file);
      key = now;
    }
  }

  private void readOn(FileChannel from) throws IOException {
    while (from.read(block.clear()) > 0) {
      String text = StandardCharsets.ISO_8859_1.decode(block.flip()).toString();
      int start = 0;
      for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
        take(line.append(text, start, end).toString());
        line.setLength(0);
        start = end + 1;
      }
      line.append(text, start, text.length());
    }
  }

  private void take(String whole) throws IOException {
    if (trouble.matcher(whole).find()) {
      throw new IOException(file + " says: " + whole);
    }
    if (counted.matcher(whole).find()) {
      count++;
    }
  }
}
