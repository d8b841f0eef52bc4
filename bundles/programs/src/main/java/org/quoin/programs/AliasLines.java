package org.quoin.programs;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.quoin.programs.AddressList.Entry;

/**
 * The text of {@code /etc/aliases}: {@code name: address, address}. A line that begins with a blank
 * continues the one before it, also over empty lines; one that begins with # is a comment, and so
 * is what continues it. Unlike the classic program this one does not pass over a last line without
 * a newline.
 */
final class AliasLines {
  private final ByteLines lines;
  private final DefaultNames names;
  private final AliasWriter table;
  private final StringBuilder line = new StringBuilder();

  AliasLines(ByteLines lines, DefaultNames names, AliasWriter table) {
    this.lines = lines;
    this.names = names;
    this.table = table;
  }

  /**
   * @throws IOException if the table cannot be written
   * @throws Fatal if the text cannot be read or has what nobody can do
   */
  void compile() throws IOException, Fatal {
    Optional<String> next = lines.next();
    while (next.isPresent()) {
      take(next.get());
      next = lines.next();
    }
    finishLine();
  }

  private void take(String next) throws IOException, Fatal {
    if (next.equals("\n")) {
      return;
    }
    if (!next.startsWith(" ") && !next.startsWith("\t")) {
      finishLine();
    }
    if (line.length() + next.length() > AddressTokens.LIMIT_BYTES) {
      throw Fatal.later(
          "an alias is longer than %d bytes; put it into a list"
              .formatted(AddressTokens.LIMIT_BYTES));
    }
    line.append(next);
  }

  private void finishLine() throws IOException, Fatal {
    String text = line.toString();
    line.setLength(0);
    if (text.isEmpty() || text.startsWith("#")) {
      return;
    }
    AliasLine alias = new AliasLine(names);
    for (Entry entry : entries(text)) {
      alias.take(entry);
    }
    if (!alias.writeTo(table)) {
      throw AddressLines.unparsable(text);
    }
  }

  private static List<Entry> entries(String text) throws Fatal {
    try {
      return AddressList.parseWithIncludes(text);
    } catch (UnparsableException e) {
      throw AddressLines.unparsable(text);
    }
  }
}
