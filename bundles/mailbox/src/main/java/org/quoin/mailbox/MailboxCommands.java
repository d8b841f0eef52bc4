package org.quoin.mailbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The commands {@code mailbox:maildirmake} and {@code mailbox:maildir2mbox} (P8). */
@Component(service = MailboxCommands.class)
@GogoCommand(
    scope = "mailbox",
    function = {"maildirmake", "maildir2mbox"})
public final class MailboxCommands {
  private final Path base;
  private final MboxLocks locks;
  private final InstantSource clock;

  @Activate
  public MailboxCommands(BundleContext context, @Reference MboxLocks locks) {
    this(BaseFolder.of(context), locks, InstantSource.system());
  }

  /**
   * @param base the folder that names are relative to
   */
  MailboxCommands(Path base, MboxLocks locks, InstantSource clock) {
    this.base = base;
    this.locks = locks;
    this.clock = clock;
  }

  @Descriptor("makes a maildir")
  public void maildirmake(
      CommandSession session,
      @Descriptor("its name, absolute or in the base folder") String... name)
      throws IOException {
    session.getConsole().println(made(name));
  }

  @Descriptor("moves the messages of a maildir into an mbox")
  public void maildir2mbox(
      CommandSession session,
      @Descriptor("MAILDIR=folder MAIL=mbox MAILTMP=mbox.tmp") String... settings)
      throws IOException {
    session.getConsole().println(moved(settings));
  }

  /** Like the program, takes the first name and no notice of others. */
  String made(String... names) throws IOException {
    if (names.length == 0 || names[0].isEmpty()) {
      throw new IllegalArgumentException("usage: maildirmake name");
    }
    return names[0] + " is at " + NewMaildir.make(base, names[0]);
  }

  String moved(String... settings) throws IOException {
    Map<String, String> names = new HashMap<>();
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException("not like MAIL=name: " + setting);
      }
      names.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    Named mail = named(names, "MAIL");
    Named mailtmp = named(names, "MAILTMP");
    Conversion conversion = new Conversion(named(names, "MAILDIR"), mail, mailtmp);
    List<String> notes = new ArrayList<>();
    int count = conversion.run(locks, clock.instant(), notes::add);
    notes.add(count + " messages are now in " + mail.path());
    return String.join("\n", notes);
  }

  private Named named(Map<String, String> names, String name) {
    String value = names.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name + " not set");
    }
    return new Named(value, base.resolve(value));
  }
}
