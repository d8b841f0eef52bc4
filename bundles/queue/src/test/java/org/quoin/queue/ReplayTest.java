package org.quoin.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.quoin.api.delivery.Cause;
import org.quoin.api.delivery.Outcome;
import org.quoin.api.queue.QueueEntry;
import org.quoin.api.queue.QueueEntry.Status;

/** A restart at any moment changes nothing but the moment. */
class ReplayTest {

  @Property(tries = 100)
  void instanceAfterARestartHoldsWhatItHeldBefore(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    Rig rig = new Rig();
    rig.local(d -> outcome(random));
    rig.open();
    for (int i = 0; i < 20; i++) {
      rig.accept("sue@far.test", "a@here.test", "b@here.test", "c@far.test");
      rig.time.passSeconds(random.nextInt(300));
    }
    List<String> before = standings(rig);
    rig.local(d -> new Outcome.Later(Cause.ANSWER, "not reached"));
    rig.reopen();
    assertEquals(before, standings(rig));
  }

  /** Times count only where the channel is known without asking anew. */
  private static List<String> standings(Rig rig) {
    List<String> lines = new ArrayList<>();
    for (QueueEntry entry : rig.queue().entries(100)) {
      for (QueueEntry.Line line : entry.recipients()) {
        boolean timed =
            line.status() == Status.WAITING && line.recipient().domain().equals("here.test");
        String due = timed ? line.due().toString() : "";
        lines.add(entry.message() + " " + line.recipient() + line.status() + due + line.reason());
      }
    }
    return lines;
  }

  @Property(tries = 50)
  void everyRecipientIsSettledExactlyOnceThroughRestarts(@ForAll long seed) throws IOException {
    settled = 0;
    Random random = new Random(seed);
    Rig rig = new Rig();
    rig.local(d -> outcome(random));
    rig.transport("smtp", d -> outcome(random));
    rig.open();
    int sent = 0;
    for (int i = 0; i < 15; i++) {
      rig.accept("sue@far.test", "a@here.test", "b@far.test");
      sent++;
      rig.time.passSeconds(random.nextInt(500));
      if (random.nextInt(3) == 0) {
        rig.reopen();
      }
    }
    rig.time.passSeconds(800_000);
    assertEquals(0, rig.queue().size());
    long good = rig.deliveries.stream().map(d -> d.key().text()).distinct().count();
    assertEquals(2L * sent, good, "everybody was tried");
    assertEquals(2L * sent, settled, "nobody twice");
  }

  private long settled;

  private Outcome outcome(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> {
        settled++;
        yield new Outcome.Failed("no\n");
      }
      case 1 -> {
        settled++;
        yield Rig.delivered();
      }
      default -> new Outcome.Later(Cause.ANSWER, "busy\n");
    };
  }
}
