package org.quoin.users;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.quoin.codec.CdbWriter;

/**
 * {@code users/cdb} as qmail-newu makes it and {@link AssignTableReader} reads it (U2). Its records
 * are, in the order of the lines, and at the end one with an empty key:
 *
 * <pre>
 * !local NUL   user NUL uid NUL gid NUL home NUL dash NUL ext    of an exact line
 * !loc         user NUL uid NUL gid NUL home NUL dash NUL pre    of a wildcard
 * (empty)      every byte in which a wildcard ends, once
 * </pre>
 *
 * qmail-newu takes that last byte as it is written, and a wildcard that ends in a capital letter is
 * then never found. Here it is taken in lower case like the rest of the key.
 */
final class AssignTable {
  private AssignTable() {}

  static void write(List<AssignLine> lines, SeekableByteChannel out) throws IOException {
    CdbWriter table = new CdbWriter(out);
    StringBuilder ends = new StringBuilder();
    for (AssignLine line : lines) {
      String key = line.key();
      if (line.wild() && !key.isEmpty() && ends.indexOf(lastOf(key)) < 0) {
        ends.append(lastOf(key));
      }
      table.add(
          bytes("!" + key + (line.wild() ? "" : "\0")), bytes(String.join("\0", line.fields())));
    }
    table.add(bytes(""), bytes(ends.toString()));
    table.finish();
  }

  private static String lastOf(String key) {
    return key.substring(key.length() - 1);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
