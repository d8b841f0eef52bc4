package org.quoin.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What {@code queue:reload} and SIGHUP do to one instance (Q15). */
class ReloadTest {
  private final Rig rig = new Rig();

  @Test
  void controlFilesCountAtOnceAndWithoutItWithinASecond() throws IOException {
    rig.controls.with("concurrencylocal", "0\n");
    rig.local(d -> Rig.delivered());
    rig.open();
    rig.send("sue@far.test", "joe@here.test");
    rig.controls.with("concurrencylocal", "3\n");
    rig.send("sue@far.test", "ann@here.test");
    assertEquals(0, rig.deliveries.size(), "it has just looked");
    rig.queue().reload();
    rig.time.run();
    assertEquals(2, rig.deliveries.size());
    assertEquals(3, rig.queue().limits().local());
  }

  @Test
  void anUnreadableFileHoldsItsChannelAlsoThen() throws IOException {
    rig.controls.with("concurrencylocal", "5\n");
    rig.local(d -> Rig.delivered());
    rig.open();
    rig.controls.unreadable("concurrencylocal");
    rig.queue().reload();
    rig.send("sue@far.test", "joe@here.test");
    assertEquals(0, rig.deliveries.size());
  }
}
