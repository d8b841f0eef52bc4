package org.quoin.programs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.quoin.api.program.LocalDelivery;
import org.quoin.codec.BytePath;

/**
 * A file as somebody has named it; what is wrong with it is told by that name.
 *
 * @param name bytes as characters, without NUL
 */
record NamedFile(String name, Path path) {
  private static final Path EMPTY = Path.of("/dev/null");

  /** A relative name counts from the delivery's folder. */
  static NamedFile in(LocalDelivery delivery, String name) {
    return new NamedFile(name, delivery.folder().resolve(BytePath.of(name)));
  }

  /** Opens it for reading; what could make a reader wait, as a pipe does, is refused. */
  FileChannel open() throws IOException {
    if (name.isEmpty()) {
      throw new NoSuchFileException(name);
    }
    if (Files.exists(path) && mayWait()) {
      throw new IOException("not a regular file");
    }
    return FileChannel.open(path, StandardOpenOption.READ);
  }

  private boolean mayWait() throws IOException {
    return !Files.isRegularFile(path) && !Files.isDirectory(path) && !Files.isSameFile(path, EMPTY);
  }

  /** {@code unable to read NAME: why}. */
  Fatal unreadable(IOException why) {
    return Fatal.later("unable to read " + name + ": " + ErrorWords.of(why));
  }
}
