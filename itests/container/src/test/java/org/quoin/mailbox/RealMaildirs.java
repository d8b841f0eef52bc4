package org.quoin.mailbox;

import java.time.InstantSource;
import org.quoin.api.delivery.MailboxFormat;

/** The mailbox bundle's maildirs for a test without a container. */
public final class RealMaildirs {
  private RealMaildirs() {}

  public static MailboxFormat asShipped() {
    return new Maildir(Quotas.ofFiles(InstantSource.system()));
  }
}
