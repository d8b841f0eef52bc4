package org.quoin.queue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;

/** Files that are on the disk, names and times included, when a call returns. */
final class Disks {
  private Disks() {}

  /** The names in a folder. */
  static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Makes a file with this content and time; its name needs a sync of the folder. */
  static void write(Path file, String mode, byte[] bytes, Instant time) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
      Files.setLastModifiedTime(file, FileTime.from(time));
      channel.force(true);
    }
  }
}
