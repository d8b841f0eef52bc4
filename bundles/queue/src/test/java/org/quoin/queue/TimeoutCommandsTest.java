package org.quoin.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quoin.api.queue.MailQueue;

/** The commands as typed, through the shell's own parser. */
class TimeoutCommandsTest {
  private final FleetRig rig = new FleetRig();
  private final ThreadIOImpl io = new ThreadIOImpl();
  private final CommandProcessorImpl shell = new CommandProcessorImpl(io);

  @BeforeEach
  void start() {
    io.start();
    var timeouts = new TimeoutCommands(rig.fleet);
    List.of("tcpto", "tcpok").forEach(f -> shell.addCommand("queue", timeouts, f));
    var queue = new QueueCommands(rig.fleet, rig.around.stores);
    List.of("top").forEach(f -> shell.addCommand("queue", queue, f));
    rig.configure(MailQueue.PID + "~00", Map.of("id", "00"));
    rig.configure(MailQueue.PID + "~01", Map.of("id", "01"));
    rig.untilUp("00");
    rig.untilUp("01");
  }

  @AfterEach
  void close() {
    rig.close();
    shell.stop();
    io.stop();
  }

  private String say(String line) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    try (CommandSession session =
        shell.createSession(new ByteArrayInputStream(new byte[0]), print, print)) {
      session.execute(line);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private void timedOut(String instance, String destination, long secondsAgo) {
    Instant time = Instant.now().minusSeconds(secondsAgo);
    rig.queue(instance).board().timeouts(timeouts -> timeouts.timedOut(destination, time));
  }

  @Test
  void tcptoPrintsQmailsLines() throws Exception {
    assertEquals("", say("queue:tcpto"));
    timedOut("00", "slow.test", 500);
    timedOut("00", "slow.test", 300);
    timedOut("01", "odd\u0007.test", 100);
    List<String> lines = say("queue:tcpto").lines().toList();
    assertTrue(
        lines.getFirst().matches("slow\\.test timed out 30[0-9] seconds ago; # recent timeouts: 2"),
        lines.toString());
    assertTrue(lines.getLast().startsWith("odd?.test timed out 10"), lines.toString());
    assertEquals(1, say("queue:tcpto --queue 01").lines().count());
  }

  @Test
  void tcptoIsAlsoADocument() throws Exception {
    assertEquals("{\"timeouts\":[]}\n", say("queue:tcpto --json"));
    timedOut("00", "slow.test", 500);
    timedOut("00", "slow.test", 300);
    timedOut("01", "odd\u0007.test", 100);
    JsonNode timeouts = new ObjectMapper().readTree(say("queue:tcpto --json")).get("timeouts");
    JsonNode slow = timeouts.get(0);
    assertEquals(
        "00 slow.test", slow.get("queue").textValue() + " " + slow.get("destination").textValue());
    assertEquals(2, slow.get("count").intValue());
    Instant last = Instant.parse(slow.get("last").textValue());
    assertTrue(Instant.parse(slow.get("until").textValue()).isAfter(last.plusSeconds(3600)));
    JsonNode odd = timeouts.get(1);
    assertEquals("odd\u0007.test", odd.get("destination").textValue());
    assertFalse(odd.has("until"), "it is not left alone yet");
  }

  @Test
  void tcpokForgetsAllOrOne() throws Exception {
    timedOut("00", "a.test", 300);
    timedOut("00", "b.test", 300);
    timedOut("01", "a.test", 300);
    say("queue:tcpok a.test");
    assertTrue(say("queue:tcpto").startsWith("b.test"));
    Exception refusal = assertThrows(Exception.class, () -> say("queue:tcpok a.test"));
    assertEquals("a.test has not timed out lately", refusal.getMessage());
    timedOut("01", "c.test", 300);
    say("queue:tcpok --queue 00");
    assertEquals(1, say("queue:tcpto").lines().count());
    say("queue:tcpok");
    assertEquals("", say("queue:tcpto"));
  }

  @Test
  void topSaysWhichDomainIsLeftAlone() throws Exception {
    timedOut("00", "far.test", 500);
    timedOut("00", "far.test", 300);
    rig.around.accept("00", "sue@far.test", new String[] {"ann@FAR.test", "bob@else.test"});
    String top = say("queue:top");
    assertTrue(top.contains("far.test  (destination far.test timed out 2 times, tried"), top);
    assertEquals(1, top.lines().filter(line -> line.contains("timed out")).count());
  }
}
