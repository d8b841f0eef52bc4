package org.quoin.local;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A line of the default delivery instructions that names a mailbox (L6, L13): {@code ./x/} or
 * {@code /x/} is a maildir, without the last slash it is an mbox.
 */
record Instruction(String line) {
  /**
   * @param lines the instructions, comments included
   * @throws NotNow if a line is a program or a forward: such lines are for the dotqmail bundle
   */
  static List<Instruction> parse(List<String> lines) throws NotNow {
    List<Instruction> instructions = new ArrayList<>();
    for (String line : lines) {
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      if (!line.startsWith("/") && !line.startsWith("./")) {
        throw NotNow.missing(
            "defaultdelivery has a line that is no mailbox and the dotqmail bundle is not"
                + " installed.");
      }
      instructions.add(new Instruction(line));
    }
    return instructions;
  }

  /** Name of the mailbox format. */
  String format() {
    return line.endsWith("/") ? "maildir" : "mbox";
  }

  /**
   * @throws NotNow if this process cannot name the mailbox
   */
  Path mailbox(Path home) throws NotNow {
    try {
      return home.resolve(BytePath.of(line.startsWith("./") ? line.substring(2) : line));
    } catch (InvalidPathException e) {
      throw NotNow.trouble("Unable to name the mailbox " + line + ". (#4.3.0)");
    }
  }
}
