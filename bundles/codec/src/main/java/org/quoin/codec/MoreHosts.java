package org.quoin.codec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The text of {@code control/morercpthosts} as keys of a cdb (S4, qmail-newmrh(8)). */
public final class MoreHosts {
  private static final byte[] NO_VALUE = {};

  private MoreHosts() {}

  /**
   * Adds the entries in lower case; blank lines and those that begin with # are left out.
   *
   * @param text the file, bytes as characters
   */
  public static void compile(String text, CdbWriter table) throws IOException {
    for (String entry : ControlSyntax.list(text)) {
      table.add(AsciiCase.lower(entry).getBytes(StandardCharsets.ISO_8859_1), NO_VALUE);
    }
  }
}
