package org.quoin.queue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The files of a classic qmail queue (Q5), by message number. Every folder may be flat or split
 * into any number of folders (todo and intd are, with bigtodo), which is seen by looking. Nothing
 * is changed.
 */
final class ClassicFolder {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,20}");

  /** What a file says about its message. */
  enum Kind {
    MESS("mess"),
    INFO("info"),
    LOCAL("local"),
    REMOTE("remote"),
    BOUNCE("bounce"),
    /** The whole envelope, before qmail-send has sorted it. */
    PENDING("todo"),
    INTD("intd");

    private final String folder;

    Kind(String folder) {
      this.folder = folder;
    }

    String folder() {
      return folder;
    }
  }

  private final Path root;
  private final Map<Kind, Map<String, Path>> files = new EnumMap<>(Kind.class);
  private final List<LeftOut> strays = new ArrayList<>();

  /**
   * @throws IllegalArgumentException if there is no such queue
   */
  ClassicFolder(Path root) throws IOException {
    this.root = root;
    for (Kind kind : Kind.values()) {
      Path folder = root.resolve(kind.folder());
      if (!Files.isDirectory(folder)) {
        throw new IllegalArgumentException(root + " is no qmail queue: it has no " + kind.folder());
      }
      files.put(kind, new HashMap<>());
      scan(kind, folder, true);
    }
  }

  Path root() {
    return root;
  }

  /** Files that belong to no message. */
  List<LeftOut> strays() {
    return List.copyOf(strays);
  }

  Optional<Path> find(Kind kind, String number) {
    return Optional.ofNullable(of(kind).get(number));
  }

  /** Messages that were accepted: todo says so, or what follows it (Q7). */
  SortedSet<String> numbers() {
    SortedSet<String> numbers = new TreeSet<>();
    for (Kind kind : List.of(Kind.PENDING, Kind.INFO, Kind.LOCAL, Kind.REMOTE, Kind.BOUNCE)) {
      numbers.addAll(of(kind).keySet());
    }
    return numbers;
  }

  /** How many are in mess or intd only: nobody was told that they were accepted (Q7, Q8). */
  int unfinished() {
    SortedSet<String> rest = new TreeSet<>(of(Kind.MESS).keySet());
    rest.addAll(of(Kind.INTD).keySet());
    rest.removeAll(numbers());
    return rest.size();
  }

  private Map<String, Path> of(Kind kind) {
    return files.getOrDefault(kind, Map.of());
  }

  private void scan(Kind kind, Path folder, boolean top) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        boolean isNumber = NUMBER.matcher(name).matches();
        if (top && isNumber && Files.isDirectory(entry)) {
          scan(kind, entry, false);
        } else if (!isNumber || !Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
          strays.add(new LeftOut(name(entry), "is no file of a message"));
        } else if (of(kind).putIfAbsent(name, entry) != null) {
          strays.add(new LeftOut(name(entry), "is there a second time, in another folder"));
        }
      }
    }
  }

  /** A file's name, for people. */
  String name(Path file) {
    return root.relativize(file).toString();
  }
}
