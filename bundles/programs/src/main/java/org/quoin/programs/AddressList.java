package org.quoin.programs;

import java.util.ArrayList;
import java.util.List;
import org.quoin.programs.AddressTokens.Kind;

/**
 * A line of RFC 822 addresses as qmail's programs read it: from right to left, and leniently.
 * Commas may be missing, phrases before angle brackets and comments are passed over, the name of a
 * group counts as an address. {@code :include:file} is something else than an address where a
 * program knows it.
 */
final class AddressList {

  /** What stands in a list. */
  sealed interface Entry {
    /**
     * An address, perhaps not complete, perhaps empty.
     *
     * @param hasHost whether an {@code @} separates a host; one in quotes does not
     */
    record Mailbox(String address, boolean hasHost) implements Entry {
      /** Whether sendmail would append to this file. */
      boolean isFile() {
        return !hasHost && address.startsWith("/");
      }

      /** Whether sendmail would run what stands behind the bar. */
      boolean isProgram() {
        return !hasHost && address.startsWith("|");
      }
    }

    /** The name behind {@code :include:}, perhaps empty. */
    record Include(String file) implements Entry {}
  }

  private final AddressTokens tokens;
  private final boolean includes;
  private final List<Entry> entries = new ArrayList<>();

  /** Tokens of the address that is being collected: from {@code first} up to {@code end}. */
  private final List<Integer> address = new ArrayList<>();

  /** Whether a word would belong to the address, and not be the next one. */
  private boolean joins = true;

  private AddressList(AddressTokens tokens, boolean includes) {
    this.tokens = tokens;
    this.includes = includes;
  }

  /** What is in the line, the last first. */
  static List<Entry> parse(String line) throws UnparsableException {
    return new AddressList(AddressTokens.of(line), false).entries();
  }

  /** The same, with {@code :include:}. */
  static List<Entry> parseWithIncludes(String line) throws UnparsableException {
    return new AddressList(AddressTokens.of(line), true).entries();
  }

  private List<Entry> entries() throws UnparsableException {
    int at = tokens.count();
    while (at > 0) {
      at = take(at - 1);
    }
    finish();
    return entries;
  }

  /** Takes this token, and says behind which one to go on. */
  private int take(int at) throws UnparsableException {
    switch (tokens.kind(at)) {
      case SPECIAL -> {
        return special(at);
      }
      case COMMENT -> {} // a blank; an address goes on behind it
      case WORD, QUOTED, LITERAL -> {
        if (!joins) {
          finish();
        }
        joins = false;
        address.add(at);
      }
    }
    return at;
  }

  private int special(int at) throws UnparsableException {
    if (tokens.is(at, '>')) {
      return route(at);
    }
    if (tokens.is(at, ',')) {
      finish();
      joins = true;
    } else if (tokens.is(at, ':') && includes && isInclude(at)) {
      entries.add(new Entry.Include(text()));
      address.clear();
      return at - 2;
    } else if (!tokens.is(at, ':') && !tokens.is(at, ';')) {
      joins = true;
      address.add(at);
    }
    return at;
  }

  /** {@code phrase <address>}: the closing bracket is here. */
  private int route(int close) throws UnparsableException {
    finish();
    int at = close;
    while (at > 0 && !tokens.is(at - 1, '<')) {
      at--;
      address.add(at);
    }
    if (at == 0) {
      throw new UnparsableException("> without its opening");
    }
    add();
    at--;
    while (at > 0 && isOfPhrase(at - 1)) {
      at--;
    }
    joins = false;
    return at;
  }

  private boolean isOfPhrase(int at) {
    return switch (tokens.kind(at)) {
      case WORD, QUOTED, COMMENT -> true;
      case SPECIAL -> tokens.is(at, '@') || tokens.is(at, '.');
      case LITERAL -> false;
    };
  }

  /** Whether this colon is the second one of {@code :include:}. */
  private boolean isInclude(int colon) {
    if (colon < 2 || !tokens.is(colon - 2, ':') || tokens.kind(colon - 1) != Kind.WORD) {
      return false;
    }
    StringBuilder word = new StringBuilder();
    tokens.unquote(colon - 1, word);
    return word.toString().equals("include");
  }

  private void finish() {
    if (!address.isEmpty()) {
      add();
    }
  }

  private void add() {
    boolean hasHost = address.stream().anyMatch(at -> tokens.is(at, '@'));
    entries.add(new Entry.Mailbox(text(), hasHost));
    address.clear();
  }

  /** The address that has been collected. */
  private String text() {
    StringBuilder text = new StringBuilder();
    address.reversed().forEach(at -> tokens.unquote(at, text));
    return text.toString();
  }
}
