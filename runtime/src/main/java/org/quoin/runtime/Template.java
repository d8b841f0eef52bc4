package org.quoin.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files that a new base starts with. In {@code users/assign} the marks {@code @uid@},
 * {@code @gid@} and {@code @base@} become those of the new base.
 */
record Template(Path source, Path base) {

  /** Stands for root, to whom no mail is delivered (Q21). */
  private static final String NOBODY = "65534";

  /** Copies one folder of the template, file by file; what is there stays. */
  void copy(String part, Path target) throws IOException {
    Path from = source.resolve(part);
    if (!Files.isDirectory(from)) {
      Files.createDirectories(target);
      return;
    }
    List<Path> all;
    try (Stream<Path> found = Files.walk(from)) {
      all = found.toList();
    }
    for (Path path : all) {
      place(path, target.resolve(from.relativize(path).toString()));
    }
  }

  private void place(Path path, Path target) throws IOException {
    if (Files.isDirectory(path)) {
      Files.createDirectories(target);
    } else if (!Files.exists(target)) {
      Files.writeString(
          target, path.endsWith("users/assign") ? filled(path) : Files.readString(path));
    }
  }

  private String filled(Path path) throws IOException {
    return Files.readString(path)
        .replace("@uid@", owner("unix:uid"))
        .replace("@gid@", owner("unix:gid"))
        .replace("@base@", base.toString());
  }

  private String owner(String attribute) throws IOException {
    String id = String.valueOf(Files.getAttribute(base, attribute));
    return id.equals("0") ? NOBODY : id;
  }
}
