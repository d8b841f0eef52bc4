package org.quoin.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.api.Address;
import org.quoin.api.PluginName;
import org.quoin.api.Sender;
import org.quoin.api.delivery.RecipientCheck;
import org.quoin.api.delivery.Route;
import org.quoin.api.delivery.Router;
import org.quoin.api.intake.Session;
import org.quoin.codec.CdbWriter;

class RecipientsTest {
  private static final String NOBODY = "550 sorry, no mailbox by that name. (#5.1.1)";
  private static final Router ROUTER =
      address ->
          Optional.of(
              new Route(
                  address.domain().equals("far.example") ? "smtp" : "local",
                  new Address("virtual-" + address.text()),
                  Optional.empty(),
                  "x",
                  "test"));

  @TempDir Path base;
  private final FakeControl control = new FakeControl();

  private String to(String recipient, Map<String, String> variables) throws Exception {
    return to(recipient, Visitors.with(variables), List.of());
  }

  private String to(String recipient) throws Exception {
    return to(recipient, Map.of());
  }

  private String to(
      String recipient, Session session, List<Map.Entry<Map<String, Object>, RecipientCheck>> all)
      throws Exception {
    Recipients rule = new Recipients(base, control, ROUTER, all);
    return Visitors.said(rule.recipient(session, Sender.NULL, new Address(recipient)));
  }

  private String toLocal(String recipient, RecipientCheck check) throws Exception {
    Map<String, Object> local = Map.of(PluginName.PROPERTY, "local");
    return to(recipient, Visitors.with(Map.of()), List.of(Map.entry(local, check)));
  }

  private void table(String... keys) throws IOException {
    try (SeekableByteChannel out =
        Files.newByteChannel(
            base.resolve("r.cdb"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      CdbWriter table = new CdbWriter(out);
      for (String key : keys) {
        table.add(key.getBytes(StandardCharsets.ISO_8859_1), new byte[0]);
      }
      table.finish();
    }
  }

  @Test
  void withoutTheFileEverybodyExists() throws Exception {
    assertEquals("passed", to("joe@here.example"));
  }

  @Test
  void aTableKnowsItsRecipientsWithTheirExtensions() throws Exception {
    control.put("recipients", "here.example:r.cdb\n");
    table(":joe@here.example", ":@all.here.example", ":root@");
    assertEquals("passed", to("Joe@HERE.example"));
    assertEquals("passed", to("joe-list-ann=far.example@here.example"));
    assertEquals("passed", to("x@all.here.example"));
    assertEquals("passed", to("root@sub.here.example"));
    assertEquals(NOBODY, to("jo@here.example"));
    assertEquals(NOBODY, to("-joe@here.example"));
    assertEquals(NOBODY, to("joe@other.example"));
    assertEquals(
        "450 sorry, mailbox currently unavailable (#4.2.1)",
        to("jo@here.example", Map.of("RECIPIENTS450", "")));
  }

  @Test
  void linesAreOfDomainsAndTheLastMayLetAllOthersPass() throws Exception {
    control.put("recipients", "@a.example:r.cdb\n!b.example\nc.example\n");
    table(":joe@a.example");
    assertEquals("passed", to("joe@a.example"));
    assertEquals(NOBODY, to("joe@x.a.example"));
    assertEquals("passed", to("any@x.b.example"));
    assertEquals("passed", to("any@c.example"));
    assertEquals(NOBODY, to("any@d.example"));
    control.put("recipients", "@a.example:r.cdb\n!*\n");
    assertEquals("passed", to("any@d.example"));
    control.put("recipients", "*:r.cdb\n");
    assertEquals("passed", to("joe@a.example"));
    assertEquals(NOBODY, to("joe@d.example"));
  }

  @Test
  void whatCannotBeSaidMeansLater() throws Exception {
    control.put("recipients", "a.example:away.cdb\n");
    assertThrows(IOException.class, () -> to("joe@a.example"));
    Files.createDirectory(base.resolve("away.cdb"));
    assertThrows(IOException.class, () -> to("joe@a.example"));
    for (String wrong : List.of("a.example:", ":r.cdb", "!", "@|x")) {
      control.put("recipients", wrong + "\n");
      assertThrows(IllegalArgumentException.class, () -> to("joe@a.example"), wrong);
    }
    control.breaks("recipients");
    assertThrows(IOException.class, () -> to("joe@a.example"));
  }

  @Test
  void theDeliveryItselfIsAskedForWhatItDelivers() throws Exception {
    control.put("recipients", "*=local\n");
    RecipientCheck joe = address -> address.text().equals("virtual-joe@here.example");
    assertEquals("passed", toLocal("joe@here.example", joe));
    assertEquals(NOBODY, toLocal("jane@here.example", joe));
    assertEquals("passed", toLocal("jane@far.example", joe));
    assertThrows(IOException.class, () -> to("joe@here.example"));
    RecipientCheck broken =
        address -> {
          throw new IOException("passwd is away");
        };
    assertThrows(IOException.class, () -> toLocal("joe@here.example", broken));
  }

  @Test
  void relayClientsAndOurOwnMailAreNotLookedAt() throws Exception {
    control.put("recipients", "a.example:away.cdb\n");
    assertEquals("passed", to("joe@a.example", Map.of("RELAYCLIENT", "")));
    Session bounce = Session.internal("1", Session.Origin.BOUNCE);
    assertEquals("passed", to("joe@a.example", bounce, List.of()));
  }
}
