package org.quoin.mailbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.quoin.api.PluginName;
import org.quoin.api.program.LocalDelivery;
import org.quoin.api.program.LocalProgram;
import org.quoin.codec.BytePath;

/**
 * {@code maildir2mbox}: moves mail from the maildir MAILDIR into the mbox MAIL, which is written
 * anew as MAILTMP (P8, maildir2mbox(1)). As there arguments are ignored, and the names of the
 * latter two are relative to the maildir.
 */
@Component(service = LocalProgram.class)
@PluginName("maildir2mbox")
public final class Maildir2mbox implements LocalProgram {
  private final MboxLocks locks;
  private final InstantSource clock;

  @Activate
  public Maildir2mbox(@Reference MboxLocks locks) {
    this(locks, InstantSource.system());
  }

  Maildir2mbox(MboxLocks locks, InstantSource clock) {
    this.locks = locks;
    this.clock = clock;
  }

  @Override
  public int run(LocalDelivery delivery, List<String> arguments) {
    try {
      conversion(delivery)
          .run(locks, clock.instant(), warning -> say(delivery, "warning: " + warning));
      return DONE;
    } catch (IOException | IllegalArgumentException e) {
      say(delivery, "fatal: " + e.getMessage());
      return LATER;
    }
  }

  private static Conversion conversion(LocalDelivery delivery) {
    String mail = variable(delivery, "MAIL");
    String mailtmp = variable(delivery, "MAILTMP");
    String maildir = variable(delivery, "MAILDIR");
    Path folder = delivery.folder().resolve(BytePath.of(maildir));
    return new Conversion(
        new Named(maildir, folder),
        new Named(mail, folder.resolve(BytePath.of(mail))),
        new Named(mailtmp, folder.resolve(BytePath.of(mailtmp))));
  }

  private static String variable(LocalDelivery delivery, String name) {
    return delivery
        .variable(name)
        .orElseThrow(() -> new IllegalArgumentException(name + " not set"));
  }

  private static void say(LocalDelivery delivery, String text) {
    delivery.complain("maildir2mbox: " + text + "\n");
  }
}
