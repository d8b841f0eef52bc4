package org.quoin.queue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.quoin.queue.ClassicFolder.Kind;

/** A classic queue written by hand. Times are seconds since 1970. */
final class HandmadeQueue {
  private final Path root;
  private final int split;
  private final boolean bigtodo;

  /**
   * @param split number of folders; 0 = flat
   */
  HandmadeQueue(Path root, int split, boolean bigtodo) throws IOException {
    this.root = root;
    this.split = split;
    this.bigtodo = bigtodo;
    for (Kind kind : Kind.values()) {
      Files.createDirectories(root.resolve(kind.folder()));
    }
    Files.createDirectories(root.resolve("pid"));
    Files.createDirectories(root.resolve("lock"));
    Files.createFile(root.resolve("lock/sendmutex"));
  }

  Path file(Kind kind, long number) {
    boolean isSplit =
        switch (kind) {
          case MESS, INFO, LOCAL, REMOTE -> split > 0;
          case PENDING, INTD -> bigtodo && split > 0;
          case BOUNCE -> false;
        };
    Path folder = root.resolve(kind.folder());
    Path part = isSplit ? folder.resolve(Long.toString(number % split)) : folder;
    return part.resolve(Long.toString(number));
  }

  HandmadeQueue put(Kind kind, long number, long time, String text) throws IOException {
    Path file = file(kind, number);
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, text, StandardCharsets.ISO_8859_1);
    Files.setLastModifiedTime(file, FileTime.fromMillis(time * 1000));
    return this;
  }

  HandmadeQueue mess(long number, String text) throws IOException {
    return put(Kind.MESS, number, 900_000_000, text);
  }

  HandmadeQueue info(long number, long birth, String sender) throws IOException {
    return put(Kind.INFO, number, birth, "F" + sender + "\0");
  }

  /** Recipients with their letter before them. */
  HandmadeQueue channel(Kind kind, long number, long next, String... lines) throws IOException {
    return put(kind, number, next, String.join("\0", lines) + "\0");
  }

  HandmadeQueue todo(long number, long birth, String sender, String... recipients)
      throws IOException {
    StringBuilder text = new StringBuilder("u0\0p1\0F" + sender + "\0");
    Stream.of(recipients).forEach(recipient -> text.append('T').append(recipient).append('\0'));
    put(Kind.INTD, number, birth, text.toString());
    return put(Kind.PENDING, number, birth, text.toString());
  }

  /** Names and contents of all files, the notes of the import left out. */
  static List<String> contents(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> !file.endsWith(ImportNotes.NAME))
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file) + " " + text(file))
          .sorted()
          .toList();
    }
  }

  private static String text(Path file) {
    try {
      return Files.getLastModifiedTime(file)
          + " "
          + Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
