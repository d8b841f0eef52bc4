package org.quoin.programs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.quoin.codec.Quoting;
import org.quoin.fuzz.Claim;
import org.quoin.fuzz.Draw;
import org.quoin.programs.AddressList.Entry;

/**
 * Lines of RFC 822 addresses: an address written with quotes is read back as it was, a list of two
 * lists has what both have, and phrases and comments are passed over. A LF stands between the two
 * lists.
 */
public final class AddressFuzz {
  private AddressFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    String[] parts = Draw.text(input).split("\n", 2);
    String one = parts[0];
    String other = parts.length > 1 ? parts[1] : "";
    Optional<List<Entry>> first = parsed(one);
    Optional<List<Entry>> second = parsed(other);
    if (first.isPresent() && second.isPresent() && !one.endsWith("\\")) {
      List<Entry> both = new ArrayList<>(second.get());
      both.addAll(first.get());
      Claim.same(Optional.of(both), parsed(one + "," + other), "both lists");
    }
    first.ifPresent(entries -> entries.forEach(each -> again(one, each)));
    quoted(one + "@host.example", true);
    quoted(one, one.contains("@"));
    passedOver(one.replaceAll("[\\\\\"()]", "\\\\$0"));
  }

  /**
   * Phrases and comments do not matter (RFC 822, 3.4.3 and 6.1).
   *
   * @param text that can stand in quotes and brackets
   */
  private static void passedOver(String text) {
    List<Entry> entries = List.of(new Entry.Mailbox("a.b@host.example", true));
    String phrase = "Tim \"" + text + "\" (" + text + ") x@y.z ";
    Claim.same(Optional.of(entries), parsed(phrase + "<a.b@host.example>"), "a phrase");
    String comment = " (x (" + text + ") y) ";
    String spread = String.join(comment, "a", ".", "b", "@", "host", ".", "example");
    Claim.same(Optional.of(entries), parsed(spread), "comments");
  }

  private static Optional<List<Entry>> parsed(String line) {
    try {
      List<Entry> entries = AddressList.parse(line);
      AddressList.parseWithIncludes(line);
      return Optional.of(entries);
    } catch (UnparsableException e) {
      return Optional.empty();
    }
  }

  /** No entry is longer than what it was read from. */
  private static void again(String line, Entry entry) {
    if (entry instanceof Entry.Mailbox mailbox) {
      Claim.that(mailbox.address().length() <= line.length(), "no longer than the line");
      quoted(mailbox.address(), mailbox.address().contains("@"));
    }
  }

  /** Only what is in quotes can be any byte; a domain has to be one. */
  private static void quoted(String address, boolean hasHost) {
    String domain = address.substring(address.lastIndexOf('@') + 1);
    if (address.isEmpty() || (hasHost && !domain.matches("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*"))) {
      return;
    }
    List<Entry> entries = List.of(new Entry.Mailbox(address, hasHost));
    Claim.same(Optional.of(entries), parsed(Quoting.quoted(address)), "read back");
  }
}
