package org.quoin.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.quoin.api.Address;
import org.quoin.api.delivery.Cause;
import org.quoin.api.delivery.Instruction;
import org.quoin.api.delivery.Outcome;

/**
 * Carries instructions out, line by line, and then forwards all at once (L8). The first line that
 * does not succeed ends it, and nothing is forwarded.
 */
final class Execution {

  /** What lines are carried out with. */
  interface Hands {
    /**
     * @param number how many mailboxes came before
     */
    Outcome store(Instruction.Mailbox mailbox, int number) throws NotNow;

    ProgramEnd run(String command) throws NotNow, InterruptedException;

    /** Delivered with {@code qp N}, or why not. */
    Outcome forward(List<Address> recipients);
  }

  private final Hands hands;
  private final Transcript transcript = new Transcript();
  private final List<Address> forwards = new ArrayList<>();
  private int mailboxes;
  private int programs;
  private boolean stopped;

  Execution(Hands hands) {
    this.hands = hands;
  }

  /** Qmail-local's outcome: what programs wrote, {@code did F+W+P}, and {@code qp N}. */
  Outcome run(List<Instruction> lines) throws InterruptedException {
    try {
      return transcript.before(end(lines));
    } catch (NotNow e) {
      return transcript.before(e.outcome());
    }
  }

  private Outcome end(List<Instruction> lines) throws NotNow, InterruptedException {
    for (Instruction line : lines) {
      Optional<Outcome> trouble = trouble(line);
      if (trouble.isPresent()) {
        return trouble.get();
      }
      if (stopped) {
        break;
      }
    }
    Outcome forwarded = forwards.isEmpty() ? new Outcome.Delivered("") : hands.forward(forwards);
    if (forwarded instanceof Outcome.Delivered) {
      transcript.add("did %d+%d+%d\n".formatted(mailboxes, forwards.size(), programs));
    }
    return forwarded;
  }

  /** Why it cannot go on behind this line. */
  private Optional<Outcome> trouble(Instruction line) throws NotNow, InterruptedException {
    return switch (line) {
      case Instruction.Mailbox mailbox -> store(mailbox);
      case Instruction.Program program -> run(program);
      case Instruction.Forward forward -> {
        forwards.add(new Address(CString.of(forward.address())));
        yield Optional.empty();
      }
      case Instruction.Trouble trouble -> throw NotNow.trouble(trouble.text());
    };
  }

  private Optional<Outcome> store(Instruction.Mailbox mailbox) throws NotNow {
    Outcome outcome = hands.store(mailbox, mailboxes++);
    return outcome instanceof Outcome.Delivered ? Optional.empty() : Optional.of(outcome);
  }

  private Optional<Outcome> run(Instruction.Program program) throws NotNow, InterruptedException {
    programs++;
    ProgramEnd end = hands.run(CString.of(program.command()));
    transcript.add(end.output());
    return switch (end.meaning()) {
      case DONE -> Optional.empty();
      case DONE_AND_STOP -> {
        stopped = true;
        yield Optional.empty();
      }
      case FAILED -> Optional.of(new Outcome.Failed(""));
      case LATER -> Optional.of(new Outcome.Later(Cause.ANSWER, ""));
      case CRASHED ->
          Optional.of(new Outcome.Later(Cause.ANSWER, "Aack, child crashed. (#4.3.0)\n"));
    };
  }
}
