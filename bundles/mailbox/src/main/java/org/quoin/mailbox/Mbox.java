package org.quoin.mailbox;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.quoin.api.Content;
import org.quoin.api.PluginName;
import org.quoin.api.delivery.Cause;
import org.quoin.api.delivery.DeliveryKey;
import org.quoin.api.delivery.MailboxFormat;
import org.quoin.api.delivery.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mboxes (L11, mbox(5)): append to one file under its locks and sync it; if that fails, truncate it
 * to what it was. The format cannot tell whether a message is there already: a delivery that was
 * cut off before the queue had noted it is made again (Q23).
 */
@Component(configurationPid = "org.quoin.mailbox")
@PluginName("mbox")
public final class Mbox implements MailboxFormat {
  private static final Logger LOG = LoggerFactory.getLogger(Mbox.class);
  private static final Outcome DELIVERED = new Outcome.Delivered("");

  private final MboxLocks locks;
  private final boolean blankLine;
  private final InstantSource clock;
  private final EntryWriter writer;
  private final SharedSync folders = new SharedSync(MaildirFolder::syncEntries);

  /** PID {@code org.quoin.mailbox}, what is about mboxes. */
  @interface Config {
    /**
     * Whether mail is parted by a blank line from a message that was left unfinished before it. If
     * not, as in qmail, readers take it for a part of that message.
     */
    boolean mbox_blank_line() default true;
  }

  @Activate
  public Mbox(@Reference MboxLocks locks, Config config) {
    this(locks, config.mbox_blank_line(), InstantSource.system(), EntryWriter::plain);
  }

  Mbox(MboxLocks locks, boolean blankLine, InstantSource clock, EntryWriter writer) {
    this.locks = locks;
    this.blankLine = blankLine;
    this.clock = clock;
    this.writer = writer;
  }

  @Override
  public Outcome store(Path mailbox, DeliveryKey key, Content content) {
    try (LockedMbox mbox = locks.lock(mailbox)) {
      return append(mbox, mailbox, content);
    } catch (MboxBusy e) {
      return later("File has been locked for 30 seconds straight. (#4.3.0)");
    } catch (IOException e) {
      LOG.warn("cannot open {}: {}", mailbox, e.toString());
      return later("Unable to open " + reason(mailbox, e) + ". (#4.2.1)");
    }
  }

  private Outcome append(LockedMbox mbox, Path mailbox, Content content) {
    FromLine first = new FromLine(ReturnPath.sender(content.header()), clock.instant());
    try {
      String gap = blankLine ? mbox.missingEnd() : "";
      if (mbox.wasEmpty()) {
        folders.sync(mbox.path().resolveSibling(""));
      }
      mbox.append(out -> write(out, gap, first, content));
      return DELIVERED;
    } catch (UnreadableMessage e) {
      LOG.warn("cannot read the message for {}: {}", mailbox, e.getMessage());
      return later("Unable to read message. (#4.3.0)");
    } catch (IOException e) {
      LOG.warn("cannot write {}: {}", mailbox, e.toString());
      return later("Unable to write " + reason(mailbox, e) + ". (#4.3.0)");
    }
  }

  private void write(OutputStream out, String gap, FromLine first, Content content)
      throws IOException {
    out.write(gap.getBytes(StandardCharsets.US_ASCII));
    writer.write(out, first, content);
  }

  private static String reason(Path mailbox, IOException e) {
    return ErrorText.name(mailbox) + ": " + ErrorText.of(e);
  }

  private static Outcome later(String text) {
    return new Outcome.Later(Cause.LOCAL_TROUBLE, text);
  }
}
