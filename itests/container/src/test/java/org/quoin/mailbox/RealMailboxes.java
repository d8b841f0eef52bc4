package org.quoin.mailbox;

import java.time.InstantSource;
import org.quoin.api.delivery.MailboxFormat;

/** The mailbox bundle's formats for a test without a container. */
public final class RealMailboxes {
  private static final InstantSource CLOCK = InstantSource.system();

  private RealMailboxes() {}

  /** As shipped. */
  public static MailboxFormat maildir() {
    return new Maildir(Quotas.ofFiles(CLOCK));
  }

  /** Which appends as qmail does. */
  public static MailboxFormat mbox() {
    MboxLocks locks = new MboxLocks(true, CLOCK, Thread::sleep);
    return new Mbox(locks, false, CLOCK, EntryWriter::plain);
  }
}
