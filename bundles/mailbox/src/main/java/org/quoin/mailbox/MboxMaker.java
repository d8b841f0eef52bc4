package org.quoin.mailbox;

import java.time.InstantSource;
import java.util.Map;
import org.quoin.api.delivery.MailboxFormat;

/** Makes an {@link Mbox} in a process that runs as a recipient. */
public final class MboxMaker implements MailboxFormat.Maker {
  @Override
  public String name() {
    return "mbox";
  }

  @Override
  public MailboxFormat make(Map<String, String> settings) {
    InstantSource clock = InstantSource.system();
    MboxLocks locks = new MboxLocks(isTrue(settings, "mbox.dotlock"), clock, Thread::sleep);
    return new Mbox(locks, isTrue(settings, "mbox.blank.line"), clock, EntryWriter::plain);
  }

  private static boolean isTrue(Map<String, String> settings, String name) {
    return Boolean.parseBoolean(settings.getOrDefault(name, "true"));
  }
}
