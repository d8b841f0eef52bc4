package org.quoin.local;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.quoin.api.Address;
import org.quoin.api.Content;
import org.quoin.api.delivery.Delivery;
import org.quoin.api.delivery.Instructions;
import org.quoin.api.delivery.Outcome;
import org.quoin.api.user.Account;

/**
 * One attempt for one recipient that is made by a worker under the recipient's uid and gid. Here is
 * only what comes before and after: whose mail it is, and forwards, which the platform hands in
 * when all else has been done.
 */
record SwitchedAttempt(Delivery delivery, Address recipient, WorkerTerms terms, Workers workers) {
  private static final String DID = "did \\d+\\+\\d+\\+\\d+\n$";

  Outcome run(Tools tools) throws NotNow, InterruptedException {
    if (recipient.localPart().isEmpty()) {
      return Attempt.TRASH;
    }
    Optional<Account> account = tools.accounts().find(recipient.localPart());
    return account.isPresent() ? run(account.get(), tools) : Attempt.NOBODY;
  }

  private Outcome run(Account account, Tools tools) throws NotNow, InterruptedException {
    Identity identity = Identity.of(account);
    requireName(account.home());
    WorkerAnswer answer =
        workers.deliver(identity, new WorkerTask(account, delivery, recipient, terms));
    return answer.forwards().isEmpty() ? answer.outcome() : forwarded(answer, tools);
  }

  /** A home with bytes that are no text here cannot be told. */
  private static void requireName(Path home) throws NotNow {
    if (!Path.of(home.toString()).equals(home)) {
      throw NotNow.trouble("Unable to switch to " + home + ": its name is no text. (#4.3.0)");
    }
  }

  /** The worker may choose to whom, and under which of three senders (L10), but no other. */
  private Outcome forwarded(WorkerAnswer answer, Tools tools) throws NotNow {
    boolean known =
        Arrays.stream(Instructions.Owner.values())
            .map(owner -> OwnerSender.of(delivery.sender(), recipient, owner))
            .anyMatch(answer.sender()::equals);
    if (!known) {
      throw NotNow.trouble("The worker forwards under a strange sender. (#4.3.0)");
    }
    TraceLines trace = new TraceLines(delivery.sender(), recipient);
    String session = "forward-" + delivery.queue() + "-" + delivery.message();
    Content content = delivery.content().onTop(trace.deliveredTo());
    return joined(
        answer.outcome().text(),
        tools.forwarder().forward(session, answer.sender(), answer.forwards(), content));
  }

  /** What was done is told only if all was. */
  private static Outcome joined(String report, Outcome forwarded) {
    Transcript transcript = new Transcript();
    boolean delivered = forwarded instanceof Outcome.Delivered;
    transcript.add(delivered ? report : report.replaceFirst(DID, ""));
    return transcript.before(forwarded);
  }
}
