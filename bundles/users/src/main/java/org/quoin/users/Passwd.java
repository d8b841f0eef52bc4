package org.quoin.users;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The accounts of a file in the form of passwd(5). Lines that are not of that form are passed over,
 * and the first of two lines with one name counts, as with getpwnam(3).
 */
record Passwd(Map<String, Entry> entries) {
  /** Fields up to the home; the shell may be missing. */
  private static final int FIELDS = 6;

  private static final Pattern ID = Pattern.compile("[0-9]{1,10}");

  /** One account; bytes as characters. */
  record Entry(String name, long uid, long gid, String home) {}

  Passwd {
    entries = Map.copyOf(entries);
  }

  static Passwd parse(String text) {
    Map<String, Entry> entries = new HashMap<>();
    for (String line : text.split("\n", -1)) {
      String[] fields = line.split(":", -1);
      if (isGood(fields)) {
        entries.putIfAbsent(
            fields[0],
            new Entry(fields[0], Long.parseLong(fields[2]), Long.parseLong(fields[3]), fields[5]));
      }
    }
    return new Passwd(entries);
  }

  Optional<Entry> named(String name) {
    return Optional.ofNullable(entries.get(name));
  }

  List<Entry> all() {
    return List.copyOf(entries.values());
  }

  private static boolean isGood(String[] fields) {
    return fields.length >= FIELDS
        && !fields[0].isEmpty()
        && "+-#".indexOf(fields[0].charAt(0)) < 0
        && ID.matcher(fields[2]).matches()
        && ID.matcher(fields[3]).matches();
  }
}
