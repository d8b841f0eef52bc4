package org.quoin.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One file of {@code bad-configurations}: where it goes, what the log must say about it, and after
 * a line {@code ---} what is in it.
 *
 * @param name for people
 * @param file below the base
 * @param log a part of a line
 */
record BadConfiguration(String name, String file, String log, String content) {

  static BadConfiguration read(Path path) throws IOException {
    String text = Files.readString(path);
    int end = text.indexOf("---\n");
    String name = path.getFileName().toString().replace(".txt", "");
    return new BadConfiguration(
        name, header(text, "file"), header(text, "log"), text.substring(end + 4));
  }

  private static String header(String text, String key) {
    String start = key + ": ";
    return text.lines()
        .filter(line -> line.startsWith(start))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no line begins with " + start))
        .substring(start.length());
  }

  @Override
  public String toString() {
    return name;
  }
}
