package org.quoin.policy;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.quoin.api.Address;
import org.quoin.codec.AsciiCase;
import org.quoin.codec.CdbReader;

/**
 * A compiled file of recipients, as qmail-recipients makes it and as setforward does: a key is a
 * colon and an address in small letters. {@code foo@host} is there for {@code foo-bar@host} too,
 * also as {@code foo-joe=far} (VERP); then {@code @host}, and {@code foo@} at any host (F1). Opened
 * for each question, so a new file counts at once.
 */
record RecipientTable(Path file) {
  private static final int MAX_VALUE_BYTES = 1 << 20;

  /** More hyphens than any extension has. */
  private static final int MOST_EXTENSIONS = 32;

  boolean has(Address address) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IOException(file + " is not a file");
    }
    try (SeekableByteChannel in = Files.newByteChannel(file)) {
      CdbReader table = new CdbReader(in);
      for (String key : keys(address)) {
        if (table.find(key.getBytes(StandardCharsets.ISO_8859_1), MAX_VALUE_BYTES).isPresent()) {
          return true;
        }
      }
      return false;
    }
  }

  /** What an address may be listed by, in order. */
  static List<String> keys(Address address) {
    String local = AsciiCase.lower(address.localPart());
    String host = "@" + AsciiCase.lower(address.domain());
    List<String> keys = new ArrayList<>();
    keys.add(":" + local + host);
    int dash = local.lastIndexOf('-');
    for (int i = 0; dash > 0 && i < MOST_EXTENSIONS; i++) {
      keys.add(":" + local.substring(0, dash) + host);
      dash = local.lastIndexOf('-', dash - 1);
    }
    keys.add(":" + host);
    keys.add(":" + local + "@");
    return keys;
  }
}
