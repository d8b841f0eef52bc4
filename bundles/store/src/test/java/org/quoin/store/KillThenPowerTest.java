package org.quoin.store;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.quoin.store.Testbed.mail;
import static org.quoin.store.Testbed.open;
import static org.quoin.store.Testbed.removed;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** kill -9, and soon after the next start a power loss. */
class KillThenPowerTest {
  private static final Layout LAYOUT = new Layout(Testbed.FOLDER);
  private static final int SEEDS = 20;

  /** Killed after a segment was renamed away, and before the directory was synced. */
  @Test
  void aNameThatOnlyTheKernelKnowsIsMadeDurableBeforeAnythingIsWritten() throws IOException {
    for (int seed = 0; seed < SEEDS; seed++) {
      FaultyDisk disk = new FaultyDisk();
      disk.remove(LAYOUT.segment(work(disk)));
      disk.rename(LAYOUT.segment(1), LAYOUT.spare(1));
      FaultyDisk killed = disk.processDeath().dieAfter(1);
      begin(killed);
      List<String> names =
          killed.powerLoss(new Random(seed * 0x9E3779B97F4A7C15L)).list(LAYOUT.journal());
      assertTrue(names.contains("00000001.spare"), names.toString());
      assertFalse(names.contains("00000001.seg"), names.toString());
    }
  }

  /** Nothing that lives is left in the first segment; the number of the last, which is blank. */
  private static int work(FaultyDisk disk) throws IOException {
    try (Journal store = open(disk)) {
      for (int i = 0; i < 12; i++) {
        store.append(List.of(removed("00", mail(store, 2000, "00"))));
      }
    }
    return disk.list(LAYOUT.journal()).stream()
        .mapToInt(name -> Layout.sequence(name, Layout.SEGMENT).orElse(0))
        .max()
        .orElseThrow();
  }

  private static void begin(FaultyDisk disk) {
    try (Journal store = open(disk)) {
      mail(store, 100, "00");
    } catch (IOException e) {
      assertTrue(disk.dead(), () -> "only a dead disk may fail: " + e);
    }
  }
}
