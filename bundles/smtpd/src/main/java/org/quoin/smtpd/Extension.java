package org.quoin.smtpd;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What EHLO announces beyond qmail's PIPELINING and 8BITMIME; an operator may name fewer. */
enum Extension {
  /** RFC 1870. */
  SIZE,
  /** RFC 3207. */
  STARTTLS,
  /** RFC 3030, without BINARYMIME. */
  CHUNKING,
  /** RFC 2034: codes of RFC 3463 before the text of replies. */
  ENHANCEDSTATUSCODES,
  /** RFC 6531. */
  SMTPUTF8,
  /** RFC 3461: what the sender wants to hear, and how it calls mail and recipients. */
  DSN,
  /** RFC 9422. */
  LIMITS,
  /** Postfix's XCLIENT, for peers whose access rules set the variable of this name. */
  XCLIENT;

  static final Set<Extension> ALL = Set.copyOf(EnumSet.allOf(Extension.class));

  /**
   * Those of a list with commas, in any case; none for {@code none}.
   *
   * @throws IllegalArgumentException if one is unknown
   */
  static Set<Extension> parse(String... elements) {
    Set<Extension> found = EnumSet.noneOf(Extension.class);
    Arrays.stream(elements)
        .flatMap(element -> Arrays.stream(element.split(",", -1)))
        .map(name -> name.strip().toUpperCase(Locale.ROOT))
        .filter(name -> !name.isEmpty() && !name.equals("NONE"))
        .forEach(name -> found.add(named(name)));
    return Set.copyOf(found);
  }

  private static Extension named(String name) {
    return Arrays.stream(values())
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("extensions: unknown: " + name));
  }
}
