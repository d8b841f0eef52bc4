package org.quoin.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A base folder: everything that belongs to one platform, like {@code /var/qmail} did. */
record Base(Path folder) {
  private static final List<String> WORK =
      List.of("alias", "deploy", "queue", "log", "var/tmp", "var/tmp-deploy");
  private static final List<String> ACCOUNTS = List.of("alice", "bob", "postmaster");
  private static final Set<String> KNOWN =
      Set.of("control", "users", "alias", "etc", "deploy", "queue", "log", "home", "var");

  /** The base at a path as the user wrote it. */
  static Base at(String path) {
    return new Base(Path.of(path).toAbsolutePath().normalize());
  }

  /** A file of the platform's own housekeeping. */
  Path var(String name) {
    return folder.resolve("var").resolve(name);
  }

  /** Whether this was ever started: {@code etc} is what creation makes last. */
  boolean exists() {
    return Files.isDirectory(folder.resolve("etc"));
  }

  /**
   * Makes what is missing; never changes a file that is there.
   *
   * @throws IOException if it cannot be, the message says why
   */
  void create(Path template) throws IOException {
    if (!exists()) {
      requireUsable();
      Files.createDirectories(folder);
      fill(new Template(template, folder));
    }
    for (String name : WORK) {
      Files.createDirectories(folder.resolve(name));
    }
  }

  private void fill(Template template) throws IOException {
    for (String part : List.of("control", "users", "alias")) {
      template.copy(part, folder.resolve(part));
    }
    for (String account : ACCOUNTS) {
      for (String name : List.of("tmp", "new", "cur")) {
        Files.createDirectories(
            folder.resolve("home").resolve(account).resolve("Maildir").resolve(name));
      }
    }
    Path draft = var("etc.new");
    Files.createDirectories(draft);
    template.copy("etc", draft);
    Files.move(draft, folder.resolve("etc"));
  }

  private void requireUsable() throws IOException {
    if (folder.toString().matches(".*[:\\n\\r{}$\\\\].*")) {
      throw new IOException(
          "a base folder's path must not contain : $ { } \\ or a line end: " + folder);
    }
    if (!Files.exists(folder)) {
      return;
    }
    if (!Files.isDirectory(folder)) {
      throw new IOException("not a folder: " + folder);
    }
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> strange = entries.filter(entry -> !KNOWN.contains(name(entry))).toList();
      if (!strange.isEmpty()) {
        throw new IOException(
            "neither empty nor a base folder: "
                + folder
                + " (has "
                + name(strange.getFirst())
                + ")");
      }
    }
  }

  private static String name(Path entry) {
    return String.valueOf(entry.getFileName());
  }
}
