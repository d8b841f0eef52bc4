package org.quoin.mailbox;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
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
  static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  @Override
  public void write(Path file, Content content) throws IOException {
    try (MessageReader in = MessageReader.open(content);
        FileChannel out = FileChannel.open(file, Set.of(CREATE_NEW, WRITE), PRIVATE)) {
      in.copyTo((bytes, count) -> write(out, ByteBuffer.wrap(bytes, 0, count)));
      out.force(false);
    }
  }

  private static void write(FileChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }
}
