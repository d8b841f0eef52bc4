package org.quoin.programs;

import org.quoin.programs.AddressList.Entry;

/** What sendmail allows in a list and qmail's programs do not, or what nobody can have meant. */
final class EntryChecks {
  private EntryChecks() {}

  static void refuseFile(Entry.Mailbox mailbox) throws Fatal {
    if (mailbox.isFile()) {
      throw Fatal.later("file delivery " + mailbox.address() + " not supported");
    }
  }

  /** The name behind {@code :include:}. */
  static void requireFile(String name) throws Fatal {
    if (name.isEmpty()) {
      throw Fatal.later("empty :include: filenames not permitted");
    }
    refuse('\0', name, "NUL", ":include: filenames");
  }

  static void refuse(char c, String text, String what, String where) throws Fatal {
    if (text.indexOf(c) >= 0) {
      throw Fatal.later(what + " not permitted in " + where);
    }
  }
}
