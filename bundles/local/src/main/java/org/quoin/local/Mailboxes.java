package org.quoin.local;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.quoin.api.Content;
import org.quoin.api.delivery.DeliveryKey;
import org.quoin.api.delivery.Instruction;
import org.quoin.api.delivery.MailboxFormat;
import org.quoin.api.delivery.Outcome;
import org.quoin.codec.BytePath;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores messages in mailboxes, by the formats that are there. */
record Mailboxes(Plugins<MailboxFormat> formats) {
  private static final Logger LOG = LoggerFactory.getLogger(Mailboxes.class);

  /**
   * @param key one of its own for each mailbox of a delivery
   * @return what the format says, as lines
   */
  Outcome store(Instruction.Mailbox mailbox, Path home, DeliveryKey key, Content content)
      throws NotNow {
    String name = mailbox.format();
    MailboxFormat format =
        formats
            .named(name)
            .orElseThrow(() -> NotNow.missing("Mailbox format " + name + " is not installed."));
    Path path = path(mailbox, home);
    try {
      return asLines(format.store(path, key, content), path, CString.of(mailbox.name()));
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("mailbox format {} failed", name, e);
      throw NotNow.trouble("Temporary error on " + name + " delivery. (#4.3.0)");
    }
  }

  private static Path path(Instruction.Mailbox mailbox, Path home) {
    String name = CString.of(mailbox.name());
    return home.resolve(BytePath.of(name.startsWith("./") ? name.substring(2) : name));
  }

  private static Outcome asLines(Outcome outcome, Path path, String name) {
    return switch (outcome) {
      case Outcome.Delivered delivered -> delivered;
      case Outcome.Failed failed -> new Outcome.Failed(asLines(failed.text(), path, name));
      case Outcome.Later later ->
          new Outcome.Later(later.cause(), asLines(later.text(), path, name));
    };
  }

  /** Formats know where a mailbox is; its owner, and the sender, what its line calls it. */
  private static String asLines(String text, Path path, String name) {
    byte[] bytes = path.toString().getBytes(StandardCharsets.UTF_8);
    String said = text.replace(new String(bytes, StandardCharsets.ISO_8859_1), name);
    return said.endsWith("\n") ? said : said + "\n";
  }
}
