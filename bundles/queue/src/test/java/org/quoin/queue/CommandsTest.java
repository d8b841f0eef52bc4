package org.quoin.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.api.delivery.Cause;
import org.quoin.api.delivery.Outcome;
import org.quoin.api.queue.MailQueue;
import org.quoin.api.queue.QueueRecord;

/** The commands as typed, through the shell's own parser. */
class CommandsTest {
  @TempDir Path etc;
  private final FleetRig rig = new FleetRig();
  private final ThreadIOImpl io = new ThreadIOImpl();
  private final CommandProcessorImpl shell = new CommandProcessorImpl(io);

  @BeforeEach
  void start() {
    io.start();
    var configurations = new Configurations(new FakeConfigAdmin(rig.fleet), etc);
    var queue = new QueueCommands(rig.fleet, rig.around.stores);
    var qmq = new QmqCommands(rig.fleet, rig.around.stores, configurations);
    var messages = new MessageCommands(rig.fleet);
    List.of("list", "stat", "top", "qread", "qstat", "check")
        .forEach(f -> shell.addCommand("queue", queue, f));
    List.of("show", "why")
        .forEach(f -> shell.addCommand("queue", new MessageQuestions(rig.fleet), f));
    List.of("flush", "hold", "release", "retry", "bounce", "delete")
        .forEach(f -> shell.addCommand("queue", messages, f));
    List.of("list", "create", "set", "remove").forEach(f -> shell.addCommand("qmq", qmq, f));
    rig.configure(MailQueue.PID + "~00", Map.of("id", "00"));
    rig.untilUp("00");
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

  private String refusal(String line) {
    return String.valueOf(assertThrows(Exception.class, () -> say(line)).getMessage());
  }

  private Path file(String id) {
    return etc.resolve("org.quoin.queue-" + id + ".cfg");
  }

  private long held(String instance, String... recipients) throws IOException {
    long number = rig.around.accept(instance, "sue@far.test", recipients);
    idle(instance);
    return number;
  }

  /** Nobody works on any of its mail any more. */
  private void idle(String instance) {
    rig.fleet
        .find(instance)
        .flatMap(Fleet.View::queue)
        .ifPresent(queue -> assertTrue(queue.awaitIdle(Duration.ofSeconds(10))));
  }

  @Test
  void createMakesAnInstanceAndItsFile() throws Exception {
    String said =
        say(
            "qmq:create 01:customer1 --domains customer1.test,.customer1.test --state held"
                + " --concurrency-local 3 --concurrency-remote 0 --lifetime 86400");
    assertEquals("queue 01:customer1 is up\n", said);
    List<String> lines = Files.readAllLines(file("01"));
    assertEquals(
        List.of(
            "alias = customer1",
            "concurrency.local = 3",
            "concurrency.remote = 0",
            "domains = customer1.test,.customer1.test",
            "id = 01",
            "lifetime = 86400",
            "state = held"),
        lines.subList(1, lines.size()));
    try (var files = Files.list(etc)) {
      assertEquals(1, files.count(), "no draft is left");
    }
    assertTrue(say("qmq:list").contains("01    customer1        held           0  customer1.test"));
  }

  @Test
  void wrongSettingIsRefusedAndLeavesNothing() throws Exception {
    assertTrue(refusal("qmq:create 01:c --lifetime 1w").contains("\"lifetime\" is \"1w\""));
    assertTrue(refusal("qmq:create c1").contains("decimal digits"));
    assertTrue(refusal("qmq:create 01:c --speed 3").contains("\"--speed\" is not"));
    assertTrue(refusal("qmq:create 01:c --lifetime").contains("\"--lifetime\" is not"));
    try (var files = Files.list(etc)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void instanceCannotBeMadeTwice() throws Exception {
    say("qmq:create 01:one");
    assertTrue(refusal("qmq:create 1:again").contains("queue 01 exists already"));
  }

  @Test
  void failureToWriteTheFileLeavesNoConfiguration() throws Exception {
    Files.delete(etc);
    assertFalse(refusal("qmq:create 01:one").isBlank());
    rig.settle();
    assertTrue(rig.fleet.find("01").isEmpty());
    Files.createDirectory(etc);
  }

  @Test
  void setChangesSettingAndFile() throws Exception {
    say("qmq:create 01:one");
    say("qmq:set 01 state=held lifetime=7200");
    assertTrue(Files.readString(file("01")).contains("state = held\n"));
    assertFalse(rig.fleet.find("01").orElseThrow().settings().orElseThrow().delivers());
    say("qmq:set 01 lifetime=");
    assertFalse(Files.readString(file("01")).contains("lifetime"));
    assertTrue(refusal("qmq:set 01 state=off").contains("\"state\" is \"off\""));
    assertTrue(refusal("qmq:set 01 id=02").contains("cannot be changed"));
    assertTrue(refusal("qmq:set 07 state=up").contains("no configuration of queue 07"));
  }

  @Test
  void emptyInstanceIsRemovedWithItsFile() throws Exception {
    say("qmq:create 01:one");
    assertEquals("queue 01 is removed\n", say("qmq:remove 01"));
    assertFalse(Files.exists(file("01")));
    assertTrue(rig.fleet.find("01").isEmpty());
    assertTrue(refusal("qmq:remove 01").contains("there is no queue 01"));
  }

  @Test
  void mainInstanceCannotBeRemoved() {
    assertTrue(refusal("qmq:remove 00").contains("main queue cannot be removed"));
  }

  @Test
  void instanceThatHoldsMailGoesOnAfterARefusal() throws Exception {
    say("qmq:create 01:one --state held");
    held("01", "joe@here.test");
    assertTrue(refusal("qmq:remove 01").contains("holds 1 message;"));
    rig.untilUp("01");
    assertEquals(1, rig.queue("01").size());
    assertTrue(Files.exists(file("01")));
  }

  @Test
  void mailIsMovedWithWhatIsLeftOfItsEnvelope() throws Exception {
    say("qmq:create 01:one --state held");
    say("qmq:create 99:backup --state held");
    long number = held("01", "done@here.test", "open@here.test", "failed@here.test");
    rig.around.store.note(
        List.of(
            new QueueRecord.Settled("01", number, 0, false, ""),
            new QueueRecord.Settled("01", number, 2, true, "no\n")));
    assertEquals("queue 01 is removed, 1 message moved to 99\n", say("qmq:remove 01 --to 99"));
    QueueRecord.Accepted moved = rig.around.store.held("99").getFirst();
    assertEquals(
        List.of("open@here.test", "failed@here.test"),
        moved.envelope().recipients().stream().map(Object::toString).toList());
    assertTrue(moved.message() != number, "a number is never used again");
    assertEquals(0, rig.around.store.held("01").size());
    assertEquals(1, rig.queue("99").size());
  }

  @Test
  void timeThatAPluginWasMissingIsNoAgeAfterAMoveEither() throws Exception {
    say("qmq:create 01:one --state held");
    say("qmq:create 99:backup --state held");
    long number = held("01", "done@here.test", "ann@far.test");
    Instant since = Instant.parse("2026-01-01T00:00:00Z");
    rig.around.store.note(
        List.of(
            new QueueRecord.Settled("01", number, 0, false, ""),
            Facts.deferred(
                "01", number, 1, since, new Outcome.Later(Cause.MISSING_PLUGIN, "no smtp"))));
    say("qmq:remove 01 --to 99");
    long moved = rig.around.store.held("99").getFirst().message();
    var excuse =
        new QueueRecord.Deferred(
            "99",
            moved,
            0,
            since,
            Optional.of(since),
            Duration.ZERO,
            Cause.MISSING_PLUGIN,
            "no smtp");
    Message live = rig.queue("99").message(moved).orElseThrow();
    assertEquals(Standing.NEW.after(excuse), live.recipients().getFirst().standing());
    assertTrue(rig.around.store.log().contains(excuse), "and a replay knows it");
  }

  @Test
  void mailOfAnIdWithoutConfigurationIsListedAndCanBeMoved() throws Exception {
    say("qmq:create 99:backup --state held");
    held("05", "joe@here.test");
    assertTrue(say("qmq:list").contains("no configuration"));
    say("qmq:remove 05 --to 99");
    assertFalse(say("qmq:list").contains("no configuration"));
    assertEquals(1, rig.queue("99").size());
  }

  @Test
  void moveNeedsATargetThatIsUp() throws Exception {
    say("qmq:create 01:one --state held");
    assertTrue(refusal("qmq:remove 01 --to 01").contains("that is removed"));
    assertTrue(refusal("qmq:remove 01 --to 77").contains("queue 77 is not up"));
  }

  @Test
  void listShowsWhoWaitsAndWhy() throws Exception {
    assertEquals("", say("queue:list"));
    rig.queue("00").settings(Settings.of(Map.of("id", "00", "state", "held")));
    long number = held("00", "ann@far.test");
    String list = say("queue:list");
    assertTrue(list.contains(number + " "), list);
    assertTrue(list.contains("<sue@far.test>"), list);
    assertTrue(list.contains("ann@far.test  held: the instance does not deliver now"), list);
    assertTrue(refusal("queue:list --queue 07").contains("there is no queue 07"));
  }

  @Test
  void listSaysWhenItLeavesMessagesOut() throws Exception {
    say("qmq:create 01:one --state held");
    held("01", "ann@far.test");
    held("01", "bob@far.test");
    assertFalse(say("queue:list --limit 2").contains("more"));
    String list = say("queue:list --limit 1");
    assertTrue(list.contains("ann@far.test") && !list.contains("bob@far.test"), list);
    assertTrue(list.endsWith("and more; --limit N lists more than 1 per instance\n"), list);
  }

  @Test
  void whyWantsToKnowOfWhichMessage() {
    assertTrue(refusal("queue:why").contains("which message?"));
    assertTrue(refusal("queue:show --limit 3").contains("which message?"));
  }

  @Test
  void showAndWhyTakeASelection() throws Exception {
    held("00", "ann@far.test");
    held("00", "bob@other.test");
    assertEquals(2, say("queue:why --all").lines().count());
    assertTrue(say("queue:why --domain other.test").startsWith("bob@other.test: "));
    assertTrue(say("queue:show --recipient 'ann*'").contains("sender   <sue@far.test>"));
    assertTrue(say("queue:why --limit 1 --all").endsWith("tells of more than 1\n"));
    assertTrue(say("queue:why --json --limit 1 --all").contains("\"complete\":false"));
    assertEquals("", say("queue:show --older 9999d"));
  }

  @Test
  void removalIsShownBeforeItIsDone() throws Exception {
    say("qmq:create 01:one --state held");
    say("qmq:create 99:spare --state held");
    assertEquals("queue 01 would be removed\n", say("qmq:remove --dry-run 01"));
    held("01", "ann@far.test");
    assertTrue(refusal("qmq:remove --dry-run 01").contains("holds 1 message;"));
    assertTrue(refusal("qmq:remove --dry-run 77").contains("there is no queue 77"));
    assertEquals(
        "queue 01 would be removed, 1 message moved to 99\n",
        say("qmq:remove --dry-run 01 --to 99"));
    assertTrue(say("queue:list --queue 01").contains("ann@far.test"));
  }

  @Test
  void showTellsEnvelopeAndHeaderButNotTheBody() throws Exception {
    say("qmq:create 01:one --state held");
    long number = held("01", "ann@far.test");
    rig.around.store.note(
        List.of(
            Facts.deferred(
                "01", number, 0, Instant.now(), new Outcome.Later(Cause.ANSWER, "busy"))));
    String shown = say("queue:show " + number);
    assertTrue(shown.contains("sender   <sue@far.test>"), shown);
    assertTrue(shown.contains("Subject: hello"), shown);
    assertFalse(shown.contains("body"), shown);
    assertTrue(refusal("queue:show 4711").contains("there is no message 4711"));
  }

  @Test
  void statCountsPerInstanceAndStore() throws Exception {
    held("00", "ann@far.test");
    String stat = say("queue:stat");
    assertTrue(stat.contains("00:main  messages 1"), stat);
    assertTrue(stat.contains("store journal  appends"), stat);
  }

  @Test
  void holdAndReleaseAreNotedForWhoeverComesLater() throws Exception {
    long number = held("00", "ann@here.test");
    assertEquals("1 message held\n", say("queue:hold " + number));
    assertTrue(say("queue:list").contains("held by the operator"));
    assertTrue(rig.around.store.log().contains(new QueueRecord.Held("00", number, true)));
    assertEquals("1 message released\n", say("queue:release " + number));
    assertFalse(say("queue:list").contains("held by the operator"));
    assertTrue(refusal("queue:hold 4711").contains("there is no message 4711"));
  }

  @Test
  void whatIsSelectedIsShownFirstIfAskedAndThenDone() throws Exception {
    held("00", "ann@far.test");
    held("00", "bob@far.test");
    long other = held("00", "ann@other.test");
    String dry = say("queue:delete --domain far.test --dry-run");
    assertTrue(dry.contains("ann@far.test") && dry.contains("bob@far.test"), dry);
    assertFalse(dry.contains("ann@other.test"), dry);
    assertTrue(dry.endsWith("2 messages would be deleted\n"), dry);
    assertEquals(3, rig.queue("00").size());
    assertEquals("2 messages deleted\n", say("queue:delete --domain far.test"));
    assertEquals("1 message due now\n", say("queue:retry --all"));
    assertEquals("1 message given up\n", say("queue:bounce --text 'Enough.' " + other));
    idle("00");
    assertTrue(rig.idle(), "the bounce is handed in");
    assertEquals("0 messages deleted\n", say("queue:delete --all"));
    assertTrue(refusal("queue:delete").contains("say which messages"));
    assertTrue(refusal("queue:delete --speed 3").contains("\"--speed\" is none of"));
  }

  @Test
  void textForTheSenderMayBeInAnyLanguageAndIsCut() throws Exception {
    long number = held("00", "ann@far.test");
    say("queue:bounce --text 'Schl\u00fc\u00df ' " + number);
    var settled = (QueueRecord.Settled) rig.around.store.log().get(2);
    assertEquals("Schl\u00c3\u00bc\u00c3\u009f \n", settled.text(), "UTF-8, byte by byte");
    long other = held("00", "ann@far.test");
    say("queue:bounce --text " + "x".repeat(5000) + " " + other);
    assertTrue(
        rig.around.store.log().stream()
            .filter(r -> r.message() == other && r instanceof QueueRecord.Settled)
            .allMatch(r -> ((QueueRecord.Settled) r).text().length() <= 3000));
  }

  @Test
  void whatIsTypedMeetsMailInUtf8() throws Exception {
    held("00", "j\u00c3\u00b6rg@far.test");
    assertTrue(say("queue:list --recipient 'J\u00f6rg@*'").contains("rg@far.test"));
    assertEquals("", say("queue:list --recipient 'jorg@*'"));
  }

  @Test
  void checkSaysWhatIsNotSound() throws Exception {
    long number = held("00", "ann@far.test");
    assertEquals("store journal: 1 message read\n", say("queue:check"));
    rig.around.store.suspect(number);
    assertEquals("things found: 1", refusal("queue:check"));
  }

  @Test
  void everySettingIsAnOptionAndALimitThatIsReachedIsShown() throws Exception {
    say("qmq:create 01:one --state held --limit-messages 1 --filters clamav --source 192.0.2.1");
    Map<String, String> values = rig.queue("01").settings().values();
    assertEquals("clamav", values.get("filters"));
    assertEquals("192.0.2.1", values.get("source"));
    assertFalse(say("qmq:list").contains("is reached"));
    held("01", "ann@far.test");
    assertTrue(say("qmq:list").contains("[limit.messages is reached]"));
    assertEquals("queue 01 has its new settings\n", say("qmq:set 01 limit.messages="));
    assertFalse(say("qmq:list").contains("is reached"));
    assertTrue(refusal("qmq:set 01 limit.rate=0").contains("\"limit.rate\" is \"0\""));
    assertTrue(refusal("qmq:create 02 --limit-speed 3").contains("\"--limit-speed\" is not"));
    assertTrue(refusal("qmq:create 02 --id 3").contains("\"--id\" is not"));
  }

  @Test
  void aNumberThatIsInSeveralQueuesMustNotMeanAllOfThem() throws Exception {
    say("qmq:create 01:one --state held");
    rig.around.store.append(
        List.of(
            rig.around.store.accepted("00", 4000, "joe@here.test"),
            rig.around.store.accepted("01", 4000, "joe@here.test")));
    for (String command : List.of("delete", "bounce", "hold", "release", "retry", "flush")) {
      assertTrue(
          refusal("queue:" + command + " 4000").contains("say which with --queue: [00, 01]"));
    }
    assertEquals("1 message deleted\n", say("queue:delete --queue 01 4000"));
    assertTrue(rig.around.store.holds("00", 4000));
  }

  @Test
  void heldMailIsHeldWhereItIsMovedTo() throws Exception {
    say("qmq:create 01:one --state held");
    say("qmq:create 99:backup");
    long number = held("01", "joe@here.test");
    say("queue:hold " + number);
    say("qmq:remove 01 --to 99");
    long moved = rig.around.store.held("99").getFirst().message();
    assertTrue(rig.queue("99").message(moved).orElseThrow().isHeld());
    assertTrue(rig.around.store.log().contains(new QueueRecord.Held("99", moved, true)));
  }

  @Test
  void listTakesASelection() throws Exception {
    held("00", "ann@far.test");
    held("00", "ann@other.test");
    String list = say("queue:list --recipient '*@other.test'");
    assertTrue(list.contains("ann@other.test") && !list.contains("ann@far.test"), list);
    assertEquals("", say("queue:list --older 9999d"));
  }

  @Test
  void whyTopAndQmailsListingsSayWhatIsThere() throws Exception {
    assertEquals("", say("queue:top"));
    long number = held("00", "ann@far.test", "bob@far.test", "joe@here.test");
    assertTrue(say("queue:why " + number).contains("ann@far.test: "));
    assertTrue(refusal("queue:why 4711").contains("there is no message 4711"));
    List<String> top = say("queue:top").lines().toList();
    assertTrue(top.get(1).matches(" +2 .* far.test"), top.toString());
    assertTrue(say("queue:top --by sender").contains("<sue@far.test>"));
    assertTrue(refusal("queue:top --by size").contains("is not domain or sender"));
    List<String> qread = say("queue:qread").lines().toList();
    assertTrue(
        qread.get(0).matches(".* GMT {2}#" + number + " {2}21 {2}<sue@far.test> "),
        qread.toString());
    assertEquals(
        List.of("\tlocal\tjoe@here.test", "\tremote\tann@far.test", "\tremote\tbob@far.test"),
        qread.subList(1, 4));
    assertEquals(
        "messages in queue: 1\nmessages in queue but not yet preprocessed: 0\n",
        say("queue:qstat"));
  }

  @Test
  void flushTakesNumbersOrNone() throws Exception {
    long number = held("00", "ann@far.test");
    assertEquals("", say("queue:flush"));
    assertEquals("1 message due now\n", say("queue:flush --queue 00 " + number));
    assertTrue(refusal("queue:flush 4711").contains("there is no message 4711"));
    assertTrue(refusal("queue:flush all").contains("\"all\" is no number"));
  }

  @Test
  void flushTakesASelectionAndLeavesWhatIsHeldUnlessItIsNamed() throws Exception {
    say("qmq:create 01:one --state held");
    long number = held("01", "ann@far.test");
    held("01", "bob@else.test");
    say("queue:hold " + number);
    assertTrue(
        say("queue:flush --domain far.test --dry-run").endsWith("1 message would be due now\n"));
    assertEquals("1 message due now\n", say("queue:flush --domain far.test"));
    assertTrue(rig.queue("01").message(number).orElseThrow().isHeld());
    assertEquals("1 message due now\n", say("queue:flush " + number));
    assertFalse(rig.queue("01").message(number).orElseThrow().isHeld());
    assertEquals("0 messages due now\n", say("queue:flush --queue 01 --larger 1g"));
    assertTrue(refusal("queue:flush --queue 07").contains("there is no queue 07"));
    assertTrue(refusal("queue:flush --dry-run").contains("say which messages"));
  }

  @Test
  void nothingFromMailReachesTheTerminalRaw() {
    assertEquals("a?[31m/b?", Listing.printable("a\u001b[31m\nb\u00e9"));
  }
}
