package org.quoin.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.api.queue.MailQueue;
import org.quoin.queue.ClassicFolder.Kind;

/** {@code queue:import} and {@code queue:export} as typed, with an instance that is up. */
class TransferCommandsTest {
  private static final long BIRTH = 1_700_000_000;

  @TempDir Path folder;
  private final FleetRig rig = new FleetRig();
  private final ThreadIOImpl io = new ThreadIOImpl();
  private final CommandProcessorImpl shell = new CommandProcessorImpl(io);
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @BeforeEach
  void start() {
    io.start();
    Rig around = rig.around;
    var commands = new TransferCommands(rig.fleet, around.stores, around.routers, around.time);
    List.of("import", "export").forEach(f -> shell.addCommand("queue", commands, f));
    rig.configure(MailQueue.PID + "~00", Map.of("id", "00", "state", "held"));
    rig.untilUp("00");
  }

  @AfterEach
  void close() {
    rig.close();
    shell.stop();
    io.stop();
  }

  private String say(String line) throws Exception {
    out.reset();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    try (CommandSession session =
        shell.createSession(new ByteArrayInputStream(new byte[0]), print, print)) {
      session.execute(line);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private String refusal(String line) {
    return String.valueOf(assertThrows(Exception.class, () -> say(line)).getMessage());
  }

  private HandmadeQueue sample() throws IOException {
    HandmadeQueue queue = new HandmadeQueue(folder.resolve("old"), 23, false);
    queue.mess(5, "text\n").info(5, BIRTH, "sue@far.test");
    queue.channel(Kind.LOCAL, 5, BIRTH + 400, "Dann@here.test", "Tbob@here.test");
    return queue;
  }

  @Test
  void mailComesWithItsMarksToTheInstanceThatIsUp() throws Exception {
    sample();
    String old = folder.resolve("old").toString();
    String tail = "; imported before: 0, nothing left to do for: 0, never accepted: 0\n";
    assertEquals(
        "1 message would be imported into queue 00" + tail, say("queue:import --dry-run " + old));
    assertEquals(0, rig.queue("00").size());
    assertEquals("1 message imported into queue 00" + tail, say("queue:import " + old));
    long number = rig.around.store.held("00").getFirst().message();
    Message live = rig.queue("00").message(number).orElseThrow();
    assertEquals(1, live.open());
    assertFalse(live.recipients().getFirst().standing().isOpen());
    assertTrue(say("queue:import --queue 00 " + old).contains("imported before: 1,"));
  }

  @Test
  void whatIsLeftOutIsNamedAndTheCommandFails() throws Exception {
    sample().mess(6, "x").put(Kind.INFO, 6, BIRTH, "F\u001b");
    assertEquals("left out: 1, named above", refusal("queue:import " + folder.resolve("old")));
    String said = out.toString(StandardCharsets.UTF_8);
    assertTrue(said.contains("message 6: info/6/6 is cut short: its last record has no end"));
    assertTrue(said.startsWith("1 message imported"), said);
  }

  @Test
  void queueThatQmailSendRunsIsRefused() throws Exception {
    assumeTrue(Flock.works());
    sample();
    Path mutex = folder.resolve("old/lock/sendmutex");
    try (Flock held = new Flock(mutex)) {
      String refusal = refusal("queue:import " + folder.resolve("old"));
      assertTrue(refusal.startsWith("qmail-send is running on "), refusal);
      assertTrue(held.isHeld());
    }
    assertTrue(say("queue:import " + folder.resolve("old")).startsWith("1 message imported"));
  }

  @Test
  void twoImportsAtATimeAreOneTooMany() throws Exception {
    sample();
    Path notes = folder.resolve("old").resolve(ImportNotes.NAME);
    try (FileChannel other =
        FileChannel.open(notes, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      other.lock();
      assertTrue(refusal("queue:import " + folder.resolve("old")).endsWith("by another import"));
    }
  }

  @Test
  void exportLeavesAnInstanceThatGoesOn() throws Exception {
    rig.around.accept("00", "sue@far.test", new String[] {"ann@here.test", "x@far.test"});
    Path first = folder.resolve("first");
    Path second = folder.resolve("second");
    assertTrue(say("queue:export " + first).startsWith("1 message written to " + first + "\n"));
    rig.untilUp("00");
    assertEquals(1, rig.queue("00").size());
    String said = say("queue:export --remove " + second);
    assertTrue(said.startsWith("1 message written to " + second + ", and removed here\n"), said);
    rig.untilUp("00");
    assertEquals(0, rig.queue("00").size());
    assertTrue(Files.exists(second.resolve("lock/sendmutex")));
    assertTrue(refusal("queue:export " + second).endsWith("second is not empty"));
    String back = say("queue:import " + second);
    assertTrue(back.startsWith("1 message imported into queue 00;"), back);
  }

  @Test
  void instanceMustBeUpAndThePathWhole() throws Exception {
    sample();
    String old = folder.resolve("old").toString();
    assertEquals("there is no queue 07", refusal("queue:import --queue 07 " + old));
    assertEquals("there is no queue 07", refusal("queue:export --queue 07 " + old));
    String relative = "give the whole path of old, beginning with /";
    assertEquals(relative, refusal("queue:import old"));
    assertEquals(relative, refusal("queue:export old"));
    rig.fleet.pause("00");
    assertEquals("queue 00 is not up", refusal("queue:import " + old));
    rig.fleet.resume("00");
  }
}
