package org.quoin.local;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.quoin.api.delivery.DeliveryInstructions;
import org.quoin.api.delivery.Instruction;
import org.quoin.api.delivery.Instructions;
import org.quoin.api.user.Account;

/** Says what it is told to; accounts have no instructions of their own at first. */
final class FakeInstructions implements DeliveryInstructions {
  interface Answer {
    Optional<Instructions> of(Account account) throws IOException;
  }

  Answer answer =
      account ->
          account.dash().isEmpty()
              ? Optional.of(
                  new Instructions(Optional.empty(), Optional.empty(), Instructions.Owner.NONE))
              : Optional.empty();

  /** From now on every account has these lines. */
  void lines(String... lines) {
    lines(Instructions.Owner.NONE, lines);
  }

  void lines(Instructions.Owner owner, String... lines) {
    Optional<List<Instruction>> read = Optional.of(parse(String.join("\n", lines)));
    answer = account -> Optional.of(new Instructions(read, Optional.empty(), owner));
  }

  @Override
  public Optional<Instructions> find(Account account) throws IOException {
    return answer.of(account);
  }

  @Override
  public List<Instruction> parse(String text) {
    List<Instruction> instructions = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      if (!line.isEmpty() && !line.startsWith("#")) {
        instructions.add(instruction(line));
      }
    }
    return instructions;
  }

  private static Instruction instruction(String line) {
    return switch (line.charAt(0)) {
      case '|' -> new Instruction.Program(line.substring(1));
      case '.', '/' -> new Instruction.Mailbox(line, line.endsWith("/") ? "maildir" : "mbox");
      case '!' -> new Instruction.Trouble(line.substring(1));
      default -> new Instruction.Forward(line);
    };
  }
}
