package org.quoin.programs;

import java.io.IOException;
import org.quoin.programs.AddressList.Entry;

/**
 * One alias, from the last entry of its line to the first. The first one, which comes last, is what
 * the others are for; {@code owner-list} says who owns {@code list}.
 */
final class AliasLine {
  private static final String OWNER = "owner-";

  private final DefaultNames names;
  private final StringBuilder commands = new StringBuilder();

  /** What came last, as a target: {@code user@} if it has no host; empty if nothing came. */
  private String target = "";

  /** The same as an address. */
  private String address = "";

  AliasLine(DefaultNames names) {
    this.names = names;
  }

  void take(Entry entry) throws Fatal {
    switch (entry) {
      case Entry.Include(String file) -> {
        EntryChecks.requireFile(file);
        add((ListWriter.isPath(file) ? "" : "./") + file + ".bin");
      }
      case Entry.Mailbox mailbox -> take(mailbox);
    }
  }

  private void take(Entry.Mailbox mailbox) throws Fatal {
    if (mailbox.address().isEmpty()) {
      throw Fatal.later("empty recipient addresses not permitted");
    }
    EntryChecks.refuseFile(mailbox);
    if (mailbox.isProgram()) {
      EntryChecks.refuse('\0', mailbox.address(), "NUL", "program names");
      add("!" + mailbox.address().substring(1));
      return;
    }
    if (!target.isEmpty()) {
      add("&" + address);
    }
    target = mailbox.hasHost() ? mailbox.address() : mailbox.address() + "@";
    address = address(target);
  }

  private String address(String from) throws Fatal {
    String full = names.completeHost(from.endsWith("@") ? from + names.host() : from);
    if (full.length() > AliasWriter.ADDRESS_BYTES) {
      throw Fatal.failed("addresses over 800 bytes are not permitted");
    }
    EntryChecks.refuse('\0', full, "NUL", "recipient addresses");
    return full;
  }

  private void add(String command) {
    commands.append(command).append('\0');
  }

  /**
   * @return false if there is a target without commands, or the other way round
   */
  boolean writeTo(AliasWriter table) throws IOException {
    if (commands.isEmpty() || target.isEmpty()) {
      return commands.isEmpty() && target.isEmpty();
    }
    if (target.startsWith(OWNER)) {
      table.owner(target.substring(OWNER.length()), address);
    }
    table.commands(target, commands.toString());
    return true;
  }
}
