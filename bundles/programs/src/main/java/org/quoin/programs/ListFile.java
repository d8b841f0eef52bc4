package org.quoin.programs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** A compiled list of addresses, written by {@link ListWriter} or the classic programs (F4). */
final class ListFile {
  private static final Set<PosixFilePermission> READABLE =
      Set.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.OTHERS_READ);

  private ListFile() {}

  /**
   * @throws Fatal also if not everybody may read it: somebody is still at work on it, or it is
   *     secret
   */
  static Commands read(NamedFile file) throws Fatal {
    try (FileChannel channel = file.open()) {
      if (!Files.getPosixFilePermissions(file.path()).containsAll(READABLE)) {
        throw Fatal.later(file.name() + " is not world-readable");
      }
      Commands commands = new Commands(text(Channels.newInputStream(channel)));
      if (!commands.programs().isEmpty()) {
        throw new IOException("a list cannot run programs");
      }
      return commands;
    } catch (IOException e) {
      throw file.unreadable(e);
    }
  }

  private static String text(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(Expansion.LIMIT_BYTES + 1);
    if (bytes.length > Expansion.LIMIT_BYTES) {
      throw new IOException("is longer than " + Expansion.LIMIT_BYTES + " bytes");
    }
    return new String(bytes, ISO_8859_1);
  }
}
