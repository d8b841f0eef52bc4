package org.quoin.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.quoin.api.delivery.Caller;
import org.quoin.api.delivery.Outcome;
import org.quoin.api.event.MailEvent;

/** An instance with a face of its own: control files, source address, HELO name. */
class OwnControlsTest {
  private final Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void theFolderThatSettingsNameGivesLimits() throws IOException {
    rig.controls.with("concurrencylocal", "3\n");
    rig.controls.folder("instances/00").with("concurrencylocal", "7\n").with("me", "one.test\n");
    rig.settings.put("control", "instances/00");
    rig.open();
    assertEquals(7, rig.queue().limits().local());
    rig.set("control", "");
    rig.time.passSeconds(2);
    rig.send("sue@far.test", "joe@here.test");
    assertEquals(3, rig.queue().limits().local());
  }

  @Test
  void bouncesComeFromTheInstancesOwnName() throws IOException {
    rig.controls.folder("/srv/one").with("me", "one.test\n").with("bouncefrom", "daemon\n");
    rig.settings.put("control", "/srv/one");
    rig.local(delivery -> new Outcome.Failed("No. (#5.1.1)\n"));
    rig.open();
    rig.send("sue@far.test", "joe@here.test");
    String bounce = rig.intake.got().getFirst().text();
    assertTrue(bounce.contains("From: daemon@one.test\n"), bounce);
  }

  @Test
  void aFolderThatCannotBeReadHoldsTheInstanceAndIsNamed() throws IOException {
    rig.controls.folder("/srv/one").unreadable("concurrencylocal");
    rig.settings.put("control", "/srv/one");
    rig.local(delivery -> Rig.delivered());
    rig.open();
    rig.send("sue@far.test", "joe@here.test");
    assertEquals(1, rig.queue().size());
    assertTrue(rig.events(MailEvent.Warning.class).getFirst().text().contains("concurrencylocal"));
  }

  @Test
  void transportsLearnWhoCallsAndSoonAfterAChange() throws IOException {
    rig.settings.put("source", "192.0.2.9");
    rig.settings.put("helo", "mx.one.test");
    rig.transport("smtp", delivery -> Rig.delivered());
    rig.open();
    rig.send("sue@here.test", "joe@far.test");
    assertEquals(
        new Caller(Optional.of("192.0.2.9"), Optional.of("mx.one.test")),
        rig.deliveries.getFirst().caller());
    rig.set("source", "");
    rig.set("helo", "");
    rig.send("sue@here.test", "joe@far.test");
    assertEquals(Caller.ANY, rig.deliveries.getLast().caller());
  }
}
