package org.quoin.dotqmail;

import java.util.ArrayList;
import java.util.List;
import org.quoin.api.delivery.Instruction;

/**
 * Reads the lines of a {@code .qmail} file (L5, L6, dot-qmail(5)):
 *
 * <pre>
 * #text            a comment
 * |command         a program
 * ./name  /name    a mailbox; with a slash at its end a maildir, else an mbox
 * &amp;address  address  a forward
 * +list            from here on only forwards are allowed; any other +word is ignored
 * </pre>
 *
 * Spaces and tabs at the end of a line do not count. Every text is instructions of some sort: what
 * is wrong with it is told at the line where it is wrong, as qmail-local does, which runs the lines
 * before it.
 */
final class LineReader {
  private static final Instruction.Trouble BLANK =
      new Instruction.Trouble("Uh-oh: first line of .qmail file is blank. (#4.2.1)");

  private final List<Instruction> instructions = new ArrayList<>();
  private boolean forwardsOnly;

  private LineReader(boolean forwardsOnly) {
    this.forwardsOnly = forwardsOnly;
  }

  /**
   * @param text bytes as characters; the last line need not end
   * @param forwardsOnly whether the file's execute bit says so
   */
  static List<Instruction> read(String text, boolean forwardsOnly) {
    LineReader reader = new LineReader(forwardsOnly);
    int start = 0;
    do {
      int end = text.indexOf('\n', start);
      String line = stripped(text.substring(start, end < 0 ? text.length() : end));
      if (start == 0 && isBlank(line)) {
        return List.of(BLANK);
      }
      reader.add(line);
      start = end < 0 ? text.length() : end + 1;
    } while (start < text.length() && !reader.isBroken());
    return List.copyOf(reader.instructions);
  }

  private void add(String line) {
    if (isBlank(line)) {
      return;
    }
    switch (line.charAt(0)) {
      case '#' -> {}
      case '.', '/' -> addUnlessForwardsOnly(mailbox(line), "file");
      case '|' -> addUnlessForwardsOnly(new Instruction.Program(line.substring(1)), "prog");
      case '+' -> forwardsOnly |= upToNul(line).equals("+list");
      case '&' -> instructions.add(new Instruction.Forward(line.substring(1)));
      default -> instructions.add(new Instruction.Forward(line));
    }
  }

  private static Instruction mailbox(String line) {
    return new Instruction.Mailbox(line, line.endsWith("/") ? "maildir" : "mbox");
  }

  private void addUnlessForwardsOnly(Instruction instruction, String kind) {
    instructions.add(
        forwardsOnly
            ? new Instruction.Trouble(
                "Uh-oh: .qmail has " + kind + " delivery but has x bit set. (#4.7.0)")
            : instruction);
  }

  private boolean isBroken() {
    return !instructions.isEmpty() && instructions.getLast() instanceof Instruction.Trouble;
  }

  private static boolean isBlank(String line) {
    return upToNul(line).isEmpty();
  }

  /** The part of a line that qmail's C strings see. */
  private static String upToNul(String line) {
    int end = line.indexOf(0);
    return end < 0 ? line : line.substring(0, end);
  }

  private static String stripped(String line) {
    int end = line.length();
    while (end > 0 && (line.charAt(end - 1) == ' ' || line.charAt(end - 1) == '\t')) {
      end--;
    }
    return line.substring(0, end);
  }
}
