package org.quoin.programs;

import java.util.List;
import java.util.stream.Stream;
import org.quoin.codec.AsciiCase;

/**
 * The names that a user of {@code vacation} has: whole addresses, or local parts that are his at
 * any host. Case does not count.
 */
record OwnNames(List<String> names) {
  private static final List<String> FIELDS = List.of("to", "cc", "resent-to", "resent-cc");

  /** Whether the mail names him, and is not just sent to him by a list or a blind copy. */
  boolean areIn(Header header) {
    return FIELDS.stream().flatMap(header::all).flatMap(OwnNames::addresses).anyMatch(this::have);
  }

  private boolean have(String address) {
    String given = AsciiCase.lower(address);
    int at = given.lastIndexOf('@');
    String local = at < 0 ? given : given.substring(0, at);
    return names.stream()
        .map(AsciiCase::lower)
        .anyMatch(name -> name.equals(name.indexOf('@') >= 0 ? given : local));
  }

  /** A field that cannot be read names nobody. */
  private static Stream<String> addresses(Header.Field field) {
    try {
      return AddressList.parse(field.value()).stream().flatMap(OwnNames::address);
    } catch (UnparsableException e) {
      return Stream.of();
    }
  }

  private static Stream<String> address(AddressList.Entry entry) {
    return switch (entry) {
      case AddressList.Entry.Mailbox mailbox -> Stream.of(mailbox.address());
      case AddressList.Entry.Include include -> Stream.of();
    };
  }
}
