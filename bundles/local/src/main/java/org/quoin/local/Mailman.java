package org.quoin.local;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.quoin.api.Address;
import org.quoin.api.Sender;
import org.quoin.api.delivery.Instruction;
import org.quoin.api.delivery.Instructions;
import org.quoin.api.delivery.Outcome;
import org.quoin.api.user.Account;

/** Carries out what an account's instructions say with one message. */
record Mailman(Account account, Instructions found, Letter letter, Tools tools, Instant now)
    implements Execution.Hands {

  @Override
  public Outcome store(Instruction.Mailbox mailbox, int number) throws NotNow {
    return tools.mailboxes().store(mailbox, account.home(), letter.key(number), letter.traced());
  }

  @Override
  public ProgramEnd run(String command) throws NotNow, InterruptedException {
    Map<String, String> variables = Variables.of(account, letter.trace(), found, newSender(), now);
    Optional<Callables.Call> call = tools.callables().find(command, variables);
    if (call.isPresent()) {
      Optional<ProgramEnd> end = letter.workplace().call(call.get(), delivery(variables));
      if (end.isPresent()) {
        return end.get();
      }
    }
    return letter.workplace().run(command, account.home(), variables);
  }

  private HostedDelivery delivery(Map<String, String> variables) throws NotNow {
    return new HostedDelivery(
        new HostedDelivery.Surroundings(
            account.home(),
            variables,
            tools.programs().inherited(),
            letter,
            tools.forwarder(),
            tools.controls().files()));
  }

  @Override
  public Outcome forward(List<Address> recipients) {
    return tools.forwarder().forward(letter.session(), newSender(), recipients, letter.forwarded());
  }

  private Sender newSender() {
    TraceLines trace = letter.trace();
    return OwnerSender.of(trace.sender(), trace.recipient(), found.owner());
  }
}
