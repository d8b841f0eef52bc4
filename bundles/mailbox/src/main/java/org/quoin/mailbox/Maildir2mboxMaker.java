package org.quoin.mailbox;

import java.time.InstantSource;
import org.quoin.api.program.LocalProgram;

/** Makes a {@link Maildir2mbox} for the executable of that name. */
public final class Maildir2mboxMaker implements LocalProgram.Maker {
  @Override
  public String name() {
    return "maildir2mbox";
  }

  @Override
  public LocalProgram make() {
    InstantSource clock = InstantSource.system();
    return new Maildir2mbox(new MboxLocks(true, clock, Thread::sleep), clock);
  }
}
