package org.quoin.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.kit.Answer;
import org.quoin.kit.Audit;
import org.quoin.kit.Await;
import org.quoin.kit.LoadClient;
import org.quoin.kit.LoadPlan;
import org.quoin.kit.Platform;

/** Proof 5, the disk: full or read-only, mail is put off, nothing that was accepted is lost. */
@NeedsDistribution
final class DiskTroubleIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int DISK_MIB = 400;

  @TempDir Path folder;

  @Test
  void aFullDiskPutsMailOffUntilThereIsRoomAgain() throws Exception {
    try (Mount disk = Mount.small(folder.resolve("base"), DISK_MIB);
        Platform platform = new Platform(disk.place()).start();
        LoadClient client = new LoadClient(bigMails(platform))) {
      Path filler = disk.place().resolve("var/filler");
      fill(filler, Files.getFileStore(disk.place()).getUsableSpace() - (24L << 20));
      client.start();
      Await.until("mail is put off", LIMIT, () -> client.ledger().temporary() > 20);
      assertTrue(platform.running());
      Files.delete(filler);
      int before = client.ledger().accepted().size();
      Await.until("mail flows", LIMIT, () -> client.ledger().accepted().size() > before + 20);
      client.stop();
      assertTrue(client.ended(LIMIT), () -> "the client did not end: " + client.ledger());
      Audit audit = Proof.drained(platform, client.ledger());
      System.out.println("disk full: " + client.ledger() + "; " + audit);
      assertEquals(Set.of(), audit.missing(), "lost");
      assertEquals(0, client.ledger().permanent(), "5xx answers");
    }
  }

  @Test
  void aReadOnlyQueueFolderIsNamedAndNoMailIsTaken() throws Exception {
    Path base = folder.resolve("base");
    try (Platform platform = new Platform(base).start()) {
      new Letters(platform).roundTrip("alice@localhost");
      platform.stop(LIMIT);
      try (Mount queue = Mount.readOnly(base.resolve("queue"))) {
        assertFalse(Files.isWritable(queue.place()));
        platform.launch();
        Await.until("the log names it", LIMIT, () -> platform.logs().contains("ead-only file"));
        Await.until("it answers or says why not", LIMIT, () -> putsOff(platform));
        platform.kill();
      }
      platform.start();
      new Letters(platform).roundTrip("alice@localhost");
    }
  }

  /** Either the port is closed and status says so, or mail is put off. */
  private static boolean putsOff(Platform platform) throws IOException {
    if (!platform.listening()) {
      return !platform.command("status").good();
    }
    Answer answer = new Letters(platform).offer("never", "alice@localhost");
    return answer.temporary();
  }

  private static LoadPlan bigMails(Platform platform) {
    return new LoadPlan(
        platform.port(), 4, LoadPlan.ENDLESS, 10, 400_000, List.of("alice@localhost"));
  }

  private static void fill(Path file, long bytes) throws IOException {
    byte[] block = new byte[1 << 20];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long left = bytes; left > 0; left -= block.length) {
        out.write(block, 0, (int) Math.min(left, block.length));
      }
    }
  }
}
