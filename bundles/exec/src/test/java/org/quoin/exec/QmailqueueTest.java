package org.quoin.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.api.Peer;
import org.quoin.api.intake.Session;
import org.quoin.api.intake.Verdict;

/** Programs that do as they should. */
@Timeout(60)
class QmailqueueTest {
  private static final String RECORDER = "cat >message; cat <&1 >envelope; env >env\n";
  private static final String TAKEN = "handed to program";

  @TempDir Path folder;
  private Workshop shop;

  @BeforeEach
  void open() throws Exception {
    shop = new Workshop(folder);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void theProgramGetsMessageAndEnvelopeByteByByte() throws Exception {
    assertEquals(TAKEN, shop.answer(RECORDER));
    assertEquals(Workshop.MESSAGE, shop.file("message"));
    assertEquals("Fs@example.net\0Tr@example.org\0Tr\u00e9@example.org\0\0", shop.file("envelope"));
    assertEquals(List.of(), shop.papers());
  }

  @Test
  void theProgramGetsTheEnvironmentOfTcpserverAndTheRules() throws Exception {
    shop.program("program", RECORDER);
    shop.verdict("program", Map.of("RELAYCLIENT", "", "NOTE", "d\u00e9j\u00e0 'vu'", "A.B", "1"));
    List<String> environment = shop.file("env").lines().sorted().toList();
    for (String expected :
        List.of(
            "NOTE=d\u00e9j\u00e0 'vu'",
            "PROTO=TCP",
            "QMAILQUEUE=program",
            "RELAYCLIENT=",
            "TCPLOCALHOST=mx.example.org",
            "TCPLOCALIP=192.0.2.1",
            "TCPLOCALPORT=25",
            "TCPREMOTEHOST=client.example.net",
            "TCPREMOTEIP=192.0.2.7",
            "TCPREMOTEPORT=4711")) {
      assertEquals(1, environment.stream().filter(expected::equals).count(), expected);
    }
    assertEquals(0, environment.stream().filter(each -> each.startsWith("HOME=")).count());
  }

  @Test
  void onlyTheFourDescriptorsAreOpen() throws Exception {
    assertEquals(TAKEN, shop.answer("cat >/dev/null; exec ls /proc/self/fd >fds\n"));
    List<String> open = shop.file("fds").lines().toList();
    assertEquals(List.of("0", "1", "2", "3", "6"), open, "3 is the folder that ls reads");
  }

  @Test
  void aProgramMayOpenItsInputAnewAsAPipe() throws Exception {
    assertEquals(TAKEN, shop.answer("cat /dev/stdin >message\n"));
    assertEquals(Workshop.MESSAGE, shop.file("message"));
  }

  @Test
  void aRelativeNameStartsAtTheBaseOrElseAtTheDistribution() throws Exception {
    shop.program("bin/scanner", "cat >/dev/null\n");
    assertEquals("handed to bin/scanner", Workshop.words(shop.verdict("bin/scanner")));
    shop.program("../home/bin/qmail-queue", "cat >/dev/null; pwd >pwd\n");
    assertEquals("handed to bin/qmail-queue", Workshop.words(shop.verdict("bin/qmail-queue")));
    assertEquals(shop.base + "\n", shop.file("pwd"));
  }

  @Test
  void whatCannotBeExecutedIsTemporary() throws Exception {
    String unable = "451 unable to exec qq (#4.3.0)";
    assertEquals(unable, Workshop.words(shop.verdict("/no/such/program")));
    assertEquals(unable, Workshop.words(shop.verdict(shop.base.toString())));
    Files.writeString(shop.base.resolve("text"), "no program");
    assertEquals(unable, Workshop.words(shop.verdict("text")));
  }

  @Test
  void withoutAProgramMailGoesOn() throws Exception {
    assertEquals(Verdict.PASS, shop.verdict(""));
    assertEquals(Verdict.PASS, shop.filter.message(Workshop.session(Map.of()), Workshop.MAIL));
  }

  @Test
  void aQuestionRunsNothing() throws Exception {
    Peer peer = Workshop.session(Map.of()).peer().orElseThrow();
    Session question = Session.question("smtp", peer, Map.of("QMAILQUEUE", "/no/such/program"));
    assertEquals(Verdict.PASS, shop.filter.message(question, Workshop.MAIL));
  }

  @Test
  void afterItsEndNothingIsTakenAnyMore() throws Exception {
    shop.filter.deactivate();
    String late = shop.answer("while :; do :; done\n");
    assertEquals("451 mail server temporarily rejected message (#4.3.0)", late);
  }

  @Test
  void oldLeftoversOfACrashAreRemoved() throws Exception {
    Path papers = shop.base.resolve("var/tmp");
    for (String name : List.of("qmailqueue-old", "qmailqueue-new", "other")) {
      Files.createDirectories(papers.resolve(name));
      Files.writeString(papers.resolve(name).resolve("message"), "x");
    }
    FileTime longAgo = FileTime.from(Instant.now().minus(Duration.ofDays(2)));
    Files.setLastModifiedTime(papers.resolve("qmailqueue-old"), longAgo);
    Papers.removeLeftovers(papers);
    assertEquals(List.of("other", "qmailqueue-new"), shop.papers().stream().sorted().toList());
  }

  @Test
  void limitsOutOfRangeAreRefused() {
    Duration second = Duration.ofSeconds(1);
    assertThrows(IllegalArgumentException.class, () -> new QueuePrograms.Limits(0, second));
    assertThrows(IllegalArgumentException.class, () -> new QueuePrograms.Limits(1, Duration.ZERO));
    assertEquals(
        Optional.empty(), Place.of(shop.base, Optional.empty(), "").program("bin/qmail-queue"));
  }
}
