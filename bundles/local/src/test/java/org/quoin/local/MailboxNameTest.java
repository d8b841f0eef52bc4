package org.quoin.local;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.quoin.api.Content;
import org.quoin.api.delivery.DeliveryKey;
import org.quoin.api.delivery.Instruction;

/** An owner may name any file as a mailbox; what can be no name makes mail wait. */
class MailboxNameTest {
  private static final Path HOME = Path.of("/home/joe");
  private static final DeliveryKey KEY = new DeliveryKey("k", false);

  private final Mailboxes mailboxes =
      new Mailboxes(new Plugins<>(List.of(Desk.named("mbox", new FakeMailbox()))));

  @Property
  void noBytesAreAFault(@ForAll byte[] name) throws NotNow {
    String text = new String(name, StandardCharsets.ISO_8859_1);
    for (String start : List.of("./", "/", ".")) {
      Instruction.Mailbox mailbox = new Instruction.Mailbox(start + text, "mbox");
      mailboxes.store(mailbox, HOME, KEY, new Content("", new MemoryBody("x")));
    }
  }
}
