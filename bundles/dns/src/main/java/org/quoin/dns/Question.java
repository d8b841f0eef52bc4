package org.quoin.dns;

import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * What is asked: the records of one type that a name has. Letter case of the name does not count.
 *
 * @param name absolute
 * @param type as in {@link Type}
 */
record Question(Name name, int type) {
  /** The largest answer by UDP that is asked for: it passes everywhere in one piece. */
  static final int UDP_BYTES = 1232;

  /** Beside letters and digits; what the library would read as an escape is none of them. */
  private static final String MARKS = ".-_/+*=!#%&'~";

  /**
   * A name as the callers give it.
   *
   * @throws IllegalArgumentException if this can be no name
   */
  static Name name(String text) {
    String bare = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    if (bare.isEmpty() || bare.startsWith(".") || !bare.chars().allMatch(Question::mayBeInName)) {
      throw new IllegalArgumentException("no domain name: " + text);
    }
    try {
      return Name.fromString(bare, Name.root);
    } catch (TextParseException e) {
      throw new IllegalArgumentException("no domain name: " + text, e);
    }
  }

  private static boolean mayBeInName(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || MARKS.indexOf(c) >= 0;
  }

  /**
   * A message that asks it, with a random number.
   *
   * @param extended whether to announce room for large answers (EDNS, RFC 6891), which a few old
   *     servers take for an error
   */
  Message message(boolean extended) {
    Message message = Message.newQuery(Record.newRecord(name, type, DClass.IN));
    if (extended) {
      message.addRecord(new OPTRecord(UDP_BYTES, 0, 0), Section.ADDITIONAL);
    }
    return message;
  }

  @Override
  public String toString() {
    return Type.string(type) + " " + name.toString(true);
  }
}
