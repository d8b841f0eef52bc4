package org.quoin.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.quoin.api.delivery.Instruction;
import org.quoin.api.delivery.Instructions;
import org.quoin.api.delivery.Outcome;
import org.quoin.api.user.Account;

/**
 * What would be done with mail for an account, in the words of {@code qmail-local -n} (L1): nothing
 * is delivered. That a home is sticky is only a warning here, and there is no message that could
 * loop.
 *
 * @param lines that can be said
 * @param trouble why no more can be said, or why mail could not be delivered
 */
record Explanation(List<String> lines, Optional<Outcome> trouble) {

  static Explanation of(String local, Tools tools, int patrn) {
    List<String> lines = new ArrayList<>();
    try {
      return new Explanation(lines, explain(local, tools, patrn, lines));
    } catch (NotNow e) {
      return new Explanation(lines, Optional.of(e.outcome()));
    }
  }

  private static Optional<Outcome> explain(String local, Tools tools, int patrn, List<String> lines)
      throws NotNow {
    Optional<Account> account = tools.accounts().find(local);
    if (account.isEmpty()) {
      return Optional.of(Attempt.NOBODY);
    }
    if (new Home(account.get().home()).isSticky(patrn)) {
      lines.add("Warning: home directory is sticky.");
    }
    Optional<Instructions> found = tools.interpreter().find(account.get());
    if (found.isEmpty()) {
      return Optional.of(Attempt.NOBODY);
    }
    print(tools.interpreter().lines(found.get()), lines);
    return Optional.empty();
  }

  private static void print(List<Instruction> instructions, List<String> lines) throws NotNow {
    int mailboxes = 0;
    int forwards = 0;
    int programs = 0;
    for (Instruction instruction : instructions) {
      switch (instruction) {
        case Instruction.Mailbox(String name, String format) -> {
          mailboxes++;
          lines.add(format + " " + name);
        }
        case Instruction.Program(String command) -> {
          programs++;
          lines.add("program " + command);
        }
        case Instruction.Forward(String address) -> {
          forwards++;
          lines.add("forward " + address);
        }
        case Instruction.Trouble(String text) -> throw NotNow.trouble(text);
      }
    }
    lines.add("did %d+%d+%d".formatted(mailboxes, forwards, programs));
  }
}
