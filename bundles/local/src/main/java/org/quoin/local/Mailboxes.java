package org.quoin.local;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.quoin.api.Content;
import org.quoin.api.delivery.DeliveryKey;
import org.quoin.api.delivery.MailboxFormat;
import org.quoin.api.delivery.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores a message in the mailboxes that instructions name, one after the other. */
record Mailboxes(Plugins<MailboxFormat> formats) {
  private static final Logger LOG = LoggerFactory.getLogger(Mailboxes.class);

  /**
   * Every mailbox of a delivery has a key of its own, the same at every attempt: an attempt that
   * broke off between two mailboxes does not double the mail in the first.
   *
   * @return {@code did N+0+0}, or the first outcome that is not a success
   * @throws NotNow also if there is no instruction: mail that nobody stores is not delivered
   */
  Outcome store(List<Instruction> instructions, Path home, DeliveryKey key, Content content)
      throws NotNow {
    if (instructions.isEmpty()) {
      throw NotNow.trouble("No instruction says where to deliver. (#4.3.0)");
    }
    for (int i = 0; i < instructions.size(); i++) {
      DeliveryKey ownKey = i == 0 ? key : key.renamed(key.text() + "-" + i);
      Optional<Outcome> trouble = store(instructions.get(i), home, ownKey, content);
      if (trouble.isPresent()) {
        return trouble.get();
      }
    }
    return new Outcome.Delivered("did " + instructions.size() + "+0+0\n");
  }

  private Optional<Outcome> store(
      Instruction instruction, Path home, DeliveryKey key, Content content) throws NotNow {
    String name = instruction.format();
    MailboxFormat format =
        formats
            .named(name)
            .orElseThrow(() -> NotNow.missing("Mailbox format " + name + " is not installed."));
    try {
      return trouble(format.store(instruction.mailbox(home), key, content));
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("mailbox format {} failed", name, e);
      throw NotNow.trouble("Temporary error on " + name + " delivery. (#4.3.0)");
    }
  }

  private static Optional<Outcome> trouble(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Delivered delivered -> Optional.empty();
      case Outcome.Failed failed -> Optional.of(new Outcome.Failed(asLines(failed.text())));
      case Outcome.Later later ->
          Optional.of(new Outcome.Later(later.cause(), asLines(later.text())));
    };
  }

  private static String asLines(String text) {
    return text.endsWith("\n") ? text : text + "\n";
  }
}
