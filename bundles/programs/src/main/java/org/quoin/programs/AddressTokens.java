package org.quoin.programs;

import java.util.Arrays;

/**
 * What a line of addresses is made of (RFC 822, 3.3): specials, words, quoted strings, domain
 * literals and comments. As in qmail a word may have any byte that is not special, and a backslash
 * takes the meaning from any byte.
 *
 * <p>Each is kept as one number: where it begins in the line, and where it ends.
 */
final class AddressTokens {
  /** Longest line, in bytes; each can become a token. */
  static final int LIMIT_BYTES = 1 << 20;

  /** What a token is. */
  enum Kind {
    SPECIAL,
    WORD,
    QUOTED,
    LITERAL,
    COMMENT
  }

  private static final String SPECIALS = ".,@<>:;";
  private static final String BLANKS = " \t\r\n";
  private static final String ENDS_OF_WORDS = SPECIALS + BLANKS + "([\"";

  private final String line;
  private long[] tokens = new long[8];
  private int count;

  private AddressTokens(String line) {
    this.line = line;
  }

  /**
   * @param line bytes as characters
   * @throws UnparsableException also if it is too long
   */
  static AddressTokens of(String line) throws UnparsableException {
    if (line.length() > LIMIT_BYTES) {
      throw new UnparsableException("longer than " + LIMIT_BYTES + " bytes");
    }
    AddressTokens tokens = new AddressTokens(line);
    int at = 0;
    while (at < line.length()) {
      at = tokens.take(at);
    }
    return tokens;
  }

  int count() {
    return count;
  }

  Kind kind(int index) {
    return kind(line.charAt(start(index)));
  }

  /** Whether it is this special. */
  boolean is(int index, char special) {
    return kind(index) == Kind.SPECIAL && line.charAt(start(index)) == special;
  }

  /** Adds it as it stands in an envelope: without quotes, backslashes and comments. */
  void unquote(int index, StringBuilder to) {
    switch (kind(index)) {
      case SPECIAL -> to.append(line.charAt(start(index)));
      case WORD -> unescape(start(index), end(index), to);
      case QUOTED -> unescape(start(index) + 1, end(index) - 1, to);
      case LITERAL -> {
        to.append('[');
        unescape(start(index) + 1, end(index) - 1, to);
        to.append(']');
      }
      case COMMENT -> {}
    }
  }

  private int start(int index) {
    return (int) (tokens[index] >>> Integer.SIZE);
  }

  private int end(int index) {
    return (int) tokens[index];
  }

  /** That of a token with this first byte. */
  private static Kind kind(char first) {
    return switch (first) {
      case '(' -> Kind.COMMENT;
      case '"' -> Kind.QUOTED;
      case '[' -> Kind.LITERAL;
      default -> SPECIALS.indexOf(first) >= 0 ? Kind.SPECIAL : Kind.WORD;
    };
  }

  /** Takes the token or blank that begins here, and says where the next one begins. */
  private int take(int at) throws UnparsableException {
    char c = line.charAt(at);
    if (BLANKS.indexOf(c) >= 0) {
      return at + 1;
    }
    if (c == ')' || c == ']') {
      throw new UnparsableException(c + " without its opening");
    }
    int end =
        switch (kind(c)) {
          case SPECIAL -> at + 1;
          case WORD -> endOfWord(at);
          case QUOTED -> afterClosing(at, '"');
          case LITERAL -> afterClosing(at, ']');
          case COMMENT -> afterClosing(at, ')');
        };
    add(at, end);
    return end;
  }

  private void add(int start, int end) {
    if (count == tokens.length) {
      tokens = Arrays.copyOf(tokens, count + count / 2);
    }
    tokens[count++] = ((long) start << Integer.SIZE) | end;
  }

  /** Behind what closes the token that opens here; only comments have others inside them. */
  private int afterClosing(int open, char close) throws UnparsableException {
    int depth = 1;
    int at = open;
    while (depth > 0) {
      at++;
      if (at >= line.length()) {
        throw new UnparsableException(line.charAt(open) + " without its closing");
      }
      char c = line.charAt(at);
      if (c == close) {
        depth--;
      } else if (c == '(' && close == ')') {
        depth++;
      } else if (c == '\\') {
        at++;
      }
    }
    return at + 1;
  }

  private int endOfWord(int start) {
    int at = start;
    do {
      at += line.charAt(at) == '\\' ? 2 : 1;
    } while (at < line.length() && ENDS_OF_WORDS.indexOf(line.charAt(at)) < 0);
    return Math.min(at, line.length());
  }

  private void unescape(int start, int end, StringBuilder to) {
    for (int at = start; at < end; at++) {
      if (line.charAt(at) == '\\') {
        at++;
      }
      if (at < end) {
        to.append(line.charAt(at));
      }
    }
  }
}
