package org.quoin.programs;

import java.util.List;
import java.util.Optional;
import org.quoin.programs.AddressList.Entry;

/** Lines with lists of addresses; those that begin with # are left out. */
record AddressLines(ByteLines lines, boolean includes) {

  /**
   * What the next line holds, the last first; empty at the end.
   *
   * @throws Fatal if it cannot be read or parsed
   */
  Optional<List<Entry>> next() throws Fatal {
    Optional<String> line = lines.next();
    while (line.isPresent() && line.get().startsWith("#")) {
      line = lines.next();
    }
    return line.isPresent() ? Optional.of(parse(line.get())) : Optional.empty();
  }

  static Fatal unparsable(String line) {
    int nul = line.indexOf(0);
    return Fatal.later("unable to parse this line: " + (nul < 0 ? line : line.substring(0, nul)));
  }

  private List<Entry> parse(String line) throws Fatal {
    try {
      return includes ? AddressList.parseWithIncludes(line) : AddressList.parse(line);
    } catch (UnparsableException e) {
      throw unparsable(line);
    }
  }
}
