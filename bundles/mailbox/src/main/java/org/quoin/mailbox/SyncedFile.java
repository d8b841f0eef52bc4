package org.quoin.mailbox;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.quoin.api.Content;

/** Writes a message to a new file of mode 0600 and syncs it. */
final class SyncedFile implements MessageWriter {
  private static final int MAX_BUFFER_BYTES = 128 * 1024;
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  @Override
  public void write(Path file, Content content) throws IOException {
    try (InputStream in = open(content);
        FileChannel out = FileChannel.open(file, Set.of(CREATE_NEW, WRITE), PRIVATE)) {
      long copied = copy(in, out, content.size());
      if (copied != content.size()) {
        throw new UnreadableMessage(copied + " bytes instead of " + content.size());
      }
      out.force(false);
    }
  }

  private static long copy(InputStream in, FileChannel out, long expected) throws IOException {
    byte[] buffer = new byte[(int) Math.min(expected + 1, MAX_BUFFER_BYTES)];
    long copied = 0;
    for (int n = fill(in, buffer); n > 0; n = fill(in, buffer)) {
      ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, n);
      while (bytes.hasRemaining()) {
        copied += out.write(bytes);
      }
    }
    return copied;
  }

  private static InputStream open(Content content) throws UnreadableMessage {
    try {
      return content.open();
    } catch (IOException e) {
      throw new UnreadableMessage(e);
    }
  }

  private static int fill(InputStream in, byte[] buffer) throws UnreadableMessage {
    try {
      return in.readNBytes(buffer, 0, buffer.length);
    } catch (IOException e) {
      throw new UnreadableMessage(e);
    }
  }
}
