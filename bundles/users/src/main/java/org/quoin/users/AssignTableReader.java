package org.quoin.users;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.quoin.api.user.Account;
import org.quoin.codec.AsciiCase;
import org.quoin.codec.CdbReader;

/**
 * Looks up local parts in {@code users/cdb} as qmail-lspawn does (U2): the whole address, then its
 * beginnings from the longest to the empty one, of which only those are tried that end as some
 * wildcard does. {@link AssignTable} shows the records.
 */
final class AssignTableReader {
  /** Far more than a line of {@code users/assign} has. */
  private static final int MAX_RECORD_BYTES = 64 << 10;

  /** More are not listed; they are found all the same. */
  private static final int MAX_LISTED = 1_000_000;

  private final CdbReader table;

  AssignTableReader(SeekableByteChannel file) throws IOException {
    this.table = new CdbReader(file);
  }

  Optional<Account> find(String local) throws IOException {
    String ends = record("").orElseThrow(() -> new IOException("has no list of wildcard ends"));
    String key = "!" + AsciiCase.lower(local);
    Optional<String> exact = record(key + "\0");
    if (exact.isPresent()) {
      return Optional.of(assigned(exact.get()).account(""));
    }
    for (int length = key.length(); length > 0; length--) {
      if (length == 1 || ends.indexOf(key.charAt(length - 1)) >= 0) {
        Optional<String> wildcard = record(key.substring(0, length));
        if (wildcard.isPresent()) {
          return Optional.of(assigned(wildcard.get()).account(local.substring(length - 1)));
        }
      }
    }
    return Optional.empty();
  }

  /** Exact and wildcard accounts that can be used; the first record of each key. */
  List<Account> accounts() throws IOException {
    Map<String, Assigned> all = new LinkedHashMap<>();
    table.records(
        MAX_RECORD_BYTES,
        (key, value) -> {
          if (all.size() > MAX_LISTED) {
            throw new IOException("has too many records to list");
          }
          if (key.length > 0) {
            all.putIfAbsent(text(key), assigned(text(value)));
          }
        });
    return all.values().stream()
        .filter(Assigned.Known.class::isInstance)
        .map(each -> ((Assigned.Known) each).base())
        .toList();
  }

  private Optional<String> record(String key) throws IOException {
    return table
        .find(key.getBytes(StandardCharsets.ISO_8859_1), MAX_RECORD_BYTES)
        .map(AssignTableReader::text);
  }

  private static Assigned assigned(String record) throws IOException {
    List<String> fields = List.of(record.split("\0", -1));
    if (fields.size() < Assigned.FIELDS) {
      throw new IOException("has a record with fewer than " + Assigned.FIELDS + " fields");
    }
    if (!fields.get(3).startsWith("/")) {
      throw new IOException("has a record with a home that is not absolute");
    }
    return Assigned.of(fields, "it");
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
