package org.quoin.programs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Arguments and environment of this process byte by byte. Java decodes them in the character set of
 * the locale and puts question marks where they are no text; the kernel knows them as they were.
 */
final class RawWords {
  private RawWords() {}

  /**
   * @param decoded what Java says of them, used where the kernel does not tell
   */
  static List<String> arguments(String... decoded) {
    List<String> all = words(Path.of("/proc/self/cmdline"));
    return all.size() >= decoded.length
        ? all.subList(all.size() - decoded.length, all.size())
        : Arrays.stream(decoded).map(RawWords::bytes).toList();
  }

  static Map<String, String> environment() {
    Map<String, String> variables = new LinkedHashMap<>();
    for (String word : words(Path.of("/proc/self/environ"))) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        variables.putIfAbsent(word.substring(0, equals), word.substring(equals + 1));
      }
    }
    if (variables.isEmpty()) {
      System.getenv().forEach((name, value) -> variables.put(bytes(name), bytes(value)));
    }
    return variables;
  }

  /** Each is ended by a NUL. */
  private static List<String> words(Path file) {
    String text;
    try {
      text = Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return List.of(); // not Linux
    }
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int end = text.indexOf(0); end >= 0; end = text.indexOf(0, start)) {
      words.add(text.substring(start, end));
      start = end + 1;
    }
    return words;
  }

  private static String bytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
