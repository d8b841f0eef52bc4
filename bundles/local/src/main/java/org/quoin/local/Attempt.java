package org.quoin.local;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.quoin.api.Address;
import org.quoin.api.Content;
import org.quoin.api.delivery.Delivery;
import org.quoin.api.delivery.Instruction;
import org.quoin.api.delivery.Instructions;
import org.quoin.api.delivery.Outcome;
import org.quoin.api.user.Account;

/**
 * One attempt for one recipient, in the order in which qmail-lspawn and qmail-local check.
 *
 * @param now for the lines that name a time
 */
record Attempt(Delivery delivery, Address recipient, Settings settings, Instant now) {
  static final Outcome NOBODY =
      new Outcome.Failed("Sorry, no mailbox here by that name. (#5.1.1)\n");
  static final Outcome TRASH = new Outcome.Delivered("");
  private static final Outcome LOOP =
      new Outcome.Failed(
          "This message is looping: it already has my Delivered-To line. (#5.4.6)\n");

  Outcome run(Tools tools) throws NotNow, InterruptedException {
    String local = recipient.localPart();
    if (local.isEmpty()) {
      return TRASH;
    }
    Optional<Account> account = tools.accounts().find(local);
    return account.isPresent() ? run(account.get(), tools) : NOBODY;
  }

  private Outcome run(Account account, Tools tools) throws NotNow, InterruptedException {
    if (account.uid() == 0) {
      throw NotNow.trouble("Not allowed to perform deliveries as root.");
    }
    new Home(account.home()).check(settings.patrn());
    TraceLines trace = new TraceLines(delivery.sender(), recipient);
    Content message = message();
    if (loops(trace, message)) {
      return LOOP;
    }
    Optional<Instructions> found = tools.interpreter().find(account);
    if (found.flatMap(Instructions::lines).isEmpty()) {
      new Home(account.home()).check(settings.patrn()); // nothing is found in a home that has gone
    }
    if (found.isEmpty()) {
      return NOBODY;
    }
    List<Instruction> lines = tools.interpreter().lines(found.get());
    try (Workplace workplace =
        new Workplace(new MessageFile(message, settings.programs().folder()))) {
      require(lines, workplace, tools);
      Letter letter = new Letter(delivery, trace, message, workplace);
      Mailman mailman = new Mailman(account, found.get(), letter, tools, now);
      return new Execution(mailman).run(lines);
    }
  }

  /** What may be missing is asked for before a mailbox has the mail, or it gets it once more. */
  private static void require(List<Instruction> lines, Workplace workplace, Tools tools)
      throws NotNow {
    List<String> commands = commands(lines);
    if (!commands.isEmpty()) {
      workplace.take(tools.programs());
    }
    if (commands.stream().anyMatch(tools.callables()::mayCall)) {
      tools.controls().files();
    }
    if (!commands.stream().allMatch(tools.callables()::mayCall)) {
      workplace.write();
    }
    if (lines.stream().anyMatch(Instruction.Forward.class::isInstance)) {
      tools.forwarder().requireDoor();
    }
  }

  private static List<String> commands(List<Instruction> lines) {
    return lines.stream()
        .filter(Instruction.Program.class::isInstance)
        .map(line -> CString.of(((Instruction.Program) line).command()))
        .toList();
  }

  private Content message() throws NotNow {
    try {
      return SmallBody.of(delivery.content());
    } catch (IOException e) {
      throw unreadable();
    }
  }

  private boolean loops(TraceLines trace, Content message) throws NotNow {
    try (InputStream in = message.open()) {
      return LoopCheck.found(trace.deliveredTo(), in, settings.maxHeaderBytes());
    } catch (IOException e) {
      throw unreadable();
    }
  }

  private static NotNow unreadable() {
    return NotNow.trouble("Unable to read message. (#4.3.0)");
  }
}
