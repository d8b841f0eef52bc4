package org.quoin.api;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The ESMTP parameters of one MAIL or RCPT that stay with a mail until it is settled: {@code RET},
 * {@code ENVID}, {@code NOTIFY} and {@code ORCPT} (RFC 3461, 4) and {@code SMTPUTF8} (RFC 6531).
 *
 * @param text as a client would send them on: {@code RET=HDRS ENVID=x+20y SMTPUTF8}. Bytes as in
 *     {@link Address}, single blanks between; empty for nearly all mail
 */
public record Parameters(String text) {
  /** None at all. */
  public static final Parameters NONE = new Parameters("");

  private static final Set<Notify> UNASKED = Set.of(Notify.FAILURE);

  /** What a sender may want to hear of a recipient (RFC 3461, 4.1). */
  public enum Notify {
    SUCCESS,
    FAILURE,
    DELAY
  }

  /**
   * @throws IllegalArgumentException if {@code text} could not stand at the end of a command line
   */
  public Parameters {
    Bytes.require(text);
    boolean blank = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      require(c >= ' ' && c != 127 && !(blank && c == ' '), text);
      blank = c == ' ';
    }
    require(text.isEmpty() || !blank, text);
  }

  private static void require(boolean condition, String text) {
    if (!condition) {
      throw new IllegalArgumentException("not ESMTP parameters: " + text);
    }
  }

  /** The same object for all that have none: a waiting mail must not cost more for it. */
  public static Parameters of(String text) {
    return text.isEmpty() ? NONE : new Parameters(text);
  }

  public boolean isEmpty() {
    return text.isEmpty();
  }

  /**
   * Whether the parameter is there, with a value or without.
   *
   * @param keyword in any case
   */
  public boolean has(String keyword) {
    return words().anyMatch(word -> word.equalsIgnoreCase(keyword)) || value(keyword).isPresent();
  }

  /**
   * What stands behind {@code KEYWORD=}, as it is; xtext is not decoded.
   *
   * @param keyword in any case
   */
  public Optional<String> value(String keyword) {
    String start = keyword + "=";
    return words()
        .filter(word -> word.regionMatches(true, 0, start, 0, start.length()))
        .map(word -> word.substring(start.length()))
        .findFirst();
  }

  /** Whether the sender wants to hear of this; who has not said so wants to hear of failures. */
  public boolean asks(Notify event) {
    return notices().contains(event);
  }

  private Set<Notify> notices() {
    return value("NOTIFY").map(Parameters::notices).orElse(UNASKED);
  }

  private static Set<Notify> notices(String list) {
    Set<Notify> asked = EnumSet.noneOf(Notify.class);
    for (String word : list.split(",", -1)) {
      Arrays.stream(Notify.values())
          .filter(event -> event.name().equalsIgnoreCase(word))
          .forEach(asked::add);
    }
    return asked;
  }

  /** Whether a bounce shall have the header alone (RFC 3461, 4.3). */
  public boolean wantsHeaderOnly() {
    return value("RET").filter("HDRS"::equalsIgnoreCase).isPresent();
  }

  private Stream<String> words() {
    return isEmpty() ? Stream.empty() : Arrays.stream(text.split(" ", -1));
  }

  @Override
  public String toString() {
    return text;
  }
}
