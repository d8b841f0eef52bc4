package org.quoin.codec;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which mail domains something claims, such as a queue instance: {@code example.org} is that domain
 * alone, {@code .example.org} every domain below it but not itself, {@code *} every domain. Letter
 * case never counts.
 */
public final class DomainPatterns {
  private static final int MAX_LENGTH = 255;
  private static final String ALL = "*";

  private final Set<String> patterns;
  private final int longest;

  private DomainPatterns(Set<String> patterns) {
    this.patterns = patterns;
    this.longest = patterns.stream().mapToInt(String::length).max().orElse(0);
  }

  /**
   * Reads patterns with commas between them; spaces around a pattern are dropped. Blank text claims
   * nothing.
   *
   * @throws IllegalArgumentException if a pattern is wrong, with one line that says which and why
   */
  public static DomainPatterns parse(String commaSeparated) {
    Set<String> patterns = new LinkedHashSet<>();
    if (!commaSeparated.isBlank()) {
      for (String entry : commaSeparated.split(",", -1)) {
        patterns.add(checked(entry.strip()));
      }
    }
    return new DomainPatterns(patterns);
  }

  /**
   * How closely the best pattern fits: -1 = none does; the larger, the more specific. An exact name
   * beats every suffix, a longer suffix a shorter one, and {@code *} is 0.
   */
  public int specificity(String domain) {
    String name = domain.toLowerCase(Locale.ROOT);
    if (!name.startsWith(".") && patterns.contains(name) && !name.equals(ALL)) {
      return Integer.MAX_VALUE;
    }
    int from = Math.max(1, name.length() - longest);
    for (int dot = name.indexOf('.', from); dot >= 0; dot = name.indexOf('.', dot + 1)) {
      String suffix = name.substring(dot);
      if (patterns.contains(suffix)) {
        return suffix.length();
      }
    }
    return patterns.contains(ALL) ? 0 : -1;
  }

  /** The patterns in lower case, in the order they were given. */
  public List<String> patterns() {
    return List.copyOf(patterns);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DomainPatterns that && patterns.equals(that.patterns);
  }

  @Override
  public int hashCode() {
    return patterns.hashCode();
  }

  /** The text that {@link #parse} reads. */
  @Override
  public String toString() {
    return String.join(",", patterns);
  }

  private static String checked(String pattern) {
    String name = pattern.startsWith(".") ? pattern.substring(1) : pattern;
    boolean well = pattern.equals(ALL) || isDomain(name);
    if (!well || pattern.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "\"" + shortened(pattern) + "\" is no domain pattern: example.org, .example.org or *");
    }
    return pattern.toLowerCase(Locale.ROOT);
  }

  /** Labels of letters, digits, - and _, or an address literal (RFC 5321, 4.1.3). */
  private static boolean isDomain(String name) {
    if (name.startsWith("[") && name.endsWith("]")) {
      return name.length() > 2
          && name.chars().skip(1).limit(name.length() - 2L).allMatch(DomainPatterns::isLiteral);
    }
    return !name.isEmpty()
        && !name.startsWith(".")
        && !name.endsWith(".")
        && !name.contains("..")
        && name.chars().allMatch(c -> c == '.' || isLabel(c));
  }

  private static boolean isLiteral(int c) {
    return c == '.' || c == ':' || isLabel(c);
  }

  private static boolean isLabel(int c) {
    return c == '-' || c == '_' || (c < 128 && Character.isLetterOrDigit(c));
  }

  private static String shortened(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return line.length() <= 80 ? line : line.substring(0, 80) + "...";
  }
}
