package org.quoin.local;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.quoin.api.Address;
import org.quoin.api.Content;
import org.quoin.api.delivery.Delivery;
import org.quoin.api.delivery.DeliveryKey;
import org.quoin.api.delivery.Outcome;
import org.quoin.api.user.Account;

/** One attempt for one recipient, in the order in which qmail-lspawn and qmail-local check. */
record Attempt(Delivery delivery, Address recipient, Settings settings) {
  private static final Outcome TRASH = new Outcome.Delivered("");
  private static final Outcome NOBODY =
      new Outcome.Failed("Sorry, no mailbox here by that name. (#5.1.1)\n");
  private static final Outcome LOOP =
      new Outcome.Failed(
          "This message is looping: it already has my Delivered-To line. (#5.4.6)\n");

  /** The default delivery instructions, asked for only if they are needed. */
  @FunctionalInterface
  interface Fallback {
    List<String> lines() throws NotNow;
  }

  Outcome run(Accounts accounts, Mailboxes mailboxes, Fallback fallback) throws NotNow {
    String local = recipient.localPart();
    if (local.isEmpty()) {
      return TRASH;
    }
    Optional<Account> found = accounts.find(local);
    if (found.isEmpty()) {
      return NOBODY;
    }
    Account account = found.get();
    if (account.uid() == 0) {
      throw NotNow.trouble("Not allowed to perform deliveries as root.");
    }
    new Home(account.home()).check(settings.patrn());
    TraceLines trace = new TraceLines(delivery.sender(), recipient);
    Content message = message();
    if (loops(trace, message)) {
      return LOOP;
    }
    if (hasNoMailbox(account)) {
      return NOBODY;
    }
    List<Instruction> instructions = Instruction.parse(fallback.lines());
    return mailboxes.store(instructions, account.home(), key(), message.onTop(trace.text()));
  }

  /** An extension exists only by its .qmail file; the account itself is always there. */
  private static boolean hasNoMailbox(Account account) throws NotNow {
    if (new DotQmail(account).isThere()) {
      throw NotNow.missing(
          "This mailbox has a .qmail file and the dotqmail bundle is not installed.");
    }
    return !account.dash().isEmpty();
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

  /** With the time of birth in front, so that a maildir's files sort as readers expect. */
  private DeliveryKey key() {
    DeliveryKey key = delivery.key();
    return key.renamed(delivery.birth().getEpochSecond() + "." + key.text());
  }
}
