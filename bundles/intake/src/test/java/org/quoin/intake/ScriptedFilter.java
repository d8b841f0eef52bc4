package org.quoin.intake;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.quoin.api.Address;
import org.quoin.api.Sender;
import org.quoin.api.intake.Mail;
import org.quoin.api.intake.MailFilter;
import org.quoin.api.intake.Session;
import org.quoin.api.intake.Verdict;

/** A filter that does what a test wants and remembers what it was asked. */
final class ScriptedFilter implements MailFilter {
  final List<String> asked = new CopyOnWriteArrayList<>();
  volatile Callable<Verdict> onConnect = () -> Verdict.PASS;
  volatile Callable<Verdict> onSender = () -> Verdict.PASS;
  volatile Function<Address, Verdict> onRecipient = address -> Verdict.PASS;
  volatile Call onMessage = mail -> Verdict.PASS;

  /** What to do with a message. */
  @FunctionalInterface
  interface Call {
    Verdict with(Mail mail) throws Exception;
  }

  @Override
  public Verdict connect(Session session) throws Exception {
    asked.add("connect");
    return onConnect.call();
  }

  @Override
  public Verdict sender(Session session, Sender sender) throws Exception {
    asked.add("sender " + sender);
    return onSender.call();
  }

  @Override
  public Verdict recipient(Session session, Sender sender, Address recipient) {
    asked.add("recipient " + sender + " " + recipient);
    return onRecipient.apply(recipient);
  }

  @Override
  public Verdict message(Session session, Mail mail) throws Exception {
    asked.add("message " + mail.envelope().sender() + " " + mail.envelope().recipients());
    return onMessage.with(mail);
  }
}
