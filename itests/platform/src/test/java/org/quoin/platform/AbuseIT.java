package org.quoin.platform;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.kit.Answer;
import org.quoin.kit.Await;
import org.quoin.kit.Platform;
import org.quoin.kit.Ports;
import org.quoin.kit.SmtpClient;

/**
 * Peers that want to keep others out: meanwhile an ordinary client is served, memory stays bounded,
 * and afterwards nothing of them is left. The heap is small, and a platform that needs more of it
 * ends itself.
 */
@NeedsDistribution
final class AbuseIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String HEAP = " -Xmx256m";
  private static final long RESIDENT_KIB = 560 * 1024;
  private static final int IDLE = Proof.LONG ? 10_000 : 500;
  private static final int SLOW = Proof.LONG ? 1_000 : 60;
  private static final int ROUNDS = Proof.LONG ? 50 : 5;
  private static final int SHAKING = Proof.LONG ? 1_000 : 60;
  private static final int RUNNING = Proof.LONG ? 20_000 : 1_000;
  private static final int MEBIBYTES = Proof.LONG ? 100 : 8;
  private static final int RECIPIENTS = Proof.LONG ? 1_000_000 : 30_000;

  /** Of a session that waits for its first command, on the heap: three times what it takes. */
  private static final long SESSION_BYTES = 32 * 1024;

  private static final int SEATS = 100;
  private static final int PER_ADDRESS = 20;
  private static final int PER_MINUTE = 60;

  /** Threads of the system that a listener keeps for its next peers; there are three. */
  private static final int KEPT = 3 * 32;

  /** Files and threads that come and go by themselves. */
  private static final int SOME = 30;

  @TempDir static Path folder;
  private static Platform platform;
  private static int guarded;
  private static int encrypted;
  private static long calmDescriptors;
  private static long calmThreads;

  @BeforeAll
  static void start() throws Exception {
    guarded = Ports.one();
    encrypted = Ports.one();
    platform =
        new Platform(folder.resolve("base"))
            .javaOptions(System.getProperty("quoin.kit.java", "") + HEAP)
            .with("etc/org.quoin.net.listener-smtp.cfg", wide("smtp", "${env:QUOIN_SMTP_PORT:-1}"))
            .with(
                "etc/org.quoin.net.listener-encrypted.cfg",
                wide("encrypted", "" + encrypted) + "tls = implicit\n")
            .with("etc/org.quoin.net.listener-guarded.cfg", narrow())
            .start();
    new Letters(platform).roundTrip("alice@localhost");
    calmDescriptors = new Descriptors(platform.pid()).open();
    calmThreads = platform.threads();
  }

  private static String wide(String name, String port) {
    return """
    name = %s
    protocol = smtp
    port = %s
    max.connections = 20000
    max.per.address = 20000
    """
        .formatted(name, port);
  }

  private static String narrow() {
    return """
    name = guarded
    protocol = smtp
    port = %d
    max.connections = %d
    max.per.address = %d
    max.per.minute = %d
    """
        .formatted(guarded, SEATS, PER_ADDRESS, PER_MINUTE);
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    memoryIsBounded();
    Await.until("all sessions and mails are gone", LIMIT, () -> present().isBlank());
    Descriptors descriptors = new Descriptors(platform.pid());
    Await.until(
        "all sockets are closed", LIMIT, () -> descriptors.open() <= calmDescriptors + SOME);
    long threads = platform.threads();
    assertTrue(threads <= calmThreads + KEPT + SOME, () -> "threads left: " + threads);
    new Letters(platform).roundTrip("alice@localhost");
    Await.until("large mails are off the disk", LIMIT, () -> bodies().isEmpty());
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  @Test
  void idleConnectionsKeepNobodyOut() throws Exception {
    mayOpen(IDLE);
    long before = platform.liveHeapBytes();
    try (Throng idle = new Throng(platform.port())) {
      idle.open(IDLE, number -> "127.0.0.2");
      assertEquals(IDLE, idle.each(Throng::hears));
      served(platform.port());
      assertEquals(IDLE, platform.mustSay("smtp:sessions").lines().count());
      long each = (platform.liveHeapBytes() - before) / IDLE;
      memoryIsBounded();
      System.out.printf(
          "%d idle: %d bytes of heap each, %d KiB resident%n", IDLE, each, platform.residentKib());
      assertTrue(each < SESSION_BYTES, () -> "bytes of heap for each: " + each);
    }
  }

  /** Between two bytes of theirs a whole mail of another one is taken. */
  @Test
  void slowSendersKeepNobodyOut() throws Exception {
    int mails = platform.maildirs().count();
    byte[] begin =
        bytes("MAIL FROM:<s@slow.test>\r\nRCPT TO:<alice@localhost>\r\nDATA\r\nA: b\r\n");
    byte[] large = bytes("x".repeat(1 << 20));
    try (Throng commanding = new Throng(platform.port());
        Throng writing = new Throng(platform.port());
        Throng spilling = new Throng(platform.port())) {
      commanding.open(SLOW, Throng::scattered);
      writing.open(SLOW, Throng::scattered);
      spilling.open(5, Throng::scattered);
      assertEquals(SLOW, writing.each(socket -> Throng.says(socket, begin)));
      assertEquals(5, spilling.each(each -> Throng.says(each, begin) && Throng.says(each, large)));
      for (int round = 0; round < ROUNDS; round++) {
        assertEquals(SLOW, commanding.each(socket -> Throng.says(socket, bytes("N"))));
        assertEquals(SLOW, writing.each(socket -> Throng.says(socket, bytes("x"))));
        served(platform.port());
      }
      memoryIsBounded();
    }
    Await.until(
        "only whole mails arrive",
        LIMIT,
        () -> platform.maildirs().count() == mails + ROUNDS && present().isBlank());
  }

  @Test
  void anAddressHasOnlySoManyConnections() throws Exception {
    try (Throng flood = new Throng(guarded)) {
      flood.open(PER_MINUTE, number -> "127.0.3.1");
      assertEquals(PER_ADDRESS, flood.each(Throng::hears));
      served(guarded);
      served(platform.port());
    }
  }

  /** However slow this machine is: in so many seconds so many more may come. */
  @Test
  void anAddressHasOnlySoManyNewConnectionsInAMinute() throws Exception {
    long start = System.nanoTime();
    int greeted = 0;
    for (int i = 0; i < 3 * PER_MINUTE; i++) {
      try (Throng one = new Throng(guarded)) {
        one.open(1, number -> "127.0.3.2");
        greeted += one.each(socket -> Throng.hears(socket) && leaves(socket));
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    served(guarded);
    double most = PER_MINUTE + 1 + seconds * PER_MINUTE / 60;
    int count = greeted;
    System.out.printf("%d greeted in %.1f s%n", count, seconds);
    assertTrue(count >= PER_MINUTE && count <= most, () -> count + " greeted, at most " + most);
  }

  private static boolean leaves(Socket socket) throws IOException {
    return Throng.says(socket, bytes("QUIT\r\n")) && Throng.hearsTheEnd(socket);
  }

  /** Whoever comes when all seats are taken waits, and is served as soon as there is one. */
  @Test
  void manyAddressesTakeTheSeatsOfOneListenerOnly() throws Exception {
    FutureTask<Integer> waiting = new FutureTask<>(() -> code(guarded));
    try (Throng flood = new Throng(guarded)) {
      flood.open(2 * SEATS, Throng::scattered);
      Await.until("all seats are taken", LIMIT, () -> seated() == SEATS);
      Thread.ofVirtual().start(waiting);
      served(platform.port());
      assertEquals(SEATS, seated());
    }
    assertEquals(250, waiting.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
  }

  @Test
  void manyAddressesThatComeAndGoKeepNobodyOut() throws Exception {
    byte[] words = bytes("EHLO run.test\r\nMAIL FROM:<s@run.test>\r\nRCPT TO:<bob@localh");
    for (int round = 0; round < 4; round++) {
      try (Throng running = new Throng(platform.port())) {
        running.open(RUNNING / 4, Throng::scattered);
        running.each(socket -> Throng.says(socket, words));
        served(platform.port());
      }
    }
  }

  @Test
  void handshakesThatLeadNowhereKeepNobodyOut() throws Exception {
    Random random = Proof.random("abuse");
    for (Hello hello : Hello.values()) {
      byte[] bytes = hello.bytes(random);
      try (Throng implicit = new Throng(encrypted);
          Throng explicit = new Throng(platform.port())) {
        implicit.open(SHAKING, Throng::scattered);
        explicit.open(SHAKING, Throng::scattered);
        assertEquals(SHAKING, explicit.each(AbuseIT::asksForTls));
        implicit.each(socket -> Throng.says(socket, bytes));
        explicit.each(socket -> Throng.says(socket, bytes));
        served(platform.port());
        servedEncrypted();
        if (hello == Hello.GARBAGE || Proof.LONG) {
          implicit.each(Throng::hearsTheEnd);
          explicit.each(Throng::hearsTheEnd);
        }
      }
      memoryIsBounded();
    }
  }

  private static boolean asksForTls(Socket socket) throws IOException {
    return Throng.hears(socket)
        && Throng.says(socket, bytes("STARTTLS\r\n"))
        && Throng.hears(socket);
  }

  /** The mail is delivered, and for the second recipient a bounce is made of it. */
  @Test
  void aHugeHeaderIsNotKeptInMemory() throws Exception {
    for (HugeHeader header : HugeHeader.values()) {
      try (SmtpClient client = new SmtpClient(platform.port(), LIMIT)) {
        client.command("EHLO huge.test");
        List<String> recipients = List.of("alice@localhost", "nobody@localhost");
        assertEquals(354, client.envelope("bob@localhost", recipients).code());
        header.send(client, MEBIBYTES);
        served(platform.port());
        memoryIsBounded();
        Answer answer = client.command("\r\nbody\r\n.");
        assertEquals(250, answer.code(), answer::toString);
      }
      Await.until("it is delivered", LIMIT, () -> platform.mustSay("queue:list").isBlank());
      memoryIsBounded();
    }
    System.out.printf("headers of %d MiB: %d KiB resident%n", MEBIBYTES, platform.residentKib());
  }

  @Test
  void recipientsWithoutEndMeetALimit() throws Exception {
    try (SmtpClient client = new SmtpClient(platform.port(), LIMIT)) {
      client.command("EHLO many.test");
      client.command("MAIL FROM:<sue@sender.test>");
      int taken = 0;
      for (int sent = 0; sent < RECIPIENTS; sent += 1000) {
        client.write("RCPT TO:<alice@localhost>\r\n".repeat(900));
        client.write("RCPT TO:<alice@far.test>\r\n".repeat(100));
        for (int i = 0; i < 1000; i++) {
          taken += client.answer().positive() ? 1 : 0;
        }
      }
      assertEquals(10_000, taken);
      served(platform.port());
      memoryIsBounded();
      assertEquals(250, client.command("RSET").code());
      assertEquals(
          250, client.mail("sue@sender.test", List.of("bob@localhost"), "A: b\r\n\r\n").code());
    }
  }

  private static void mayOpen(int sockets) throws IOException {
    int all = sockets + 1000;
    boolean both =
        new Descriptors(platform.pid()).mayBe(all)
            && new Descriptors(ProcessHandle.current().pid()).mayBe(all);
    assumeTrue(both, () -> "ulimit -n is less than " + all + " and cannot be raised");
  }

  private static void memoryIsBounded() throws IOException {
    assertTrue(platform.running(), "it ended itself");
    long resident = platform.residentKib();
    assertTrue(resident < RESIDENT_KIB, () -> "resident KiB: " + resident);
  }

  private static void served(int port) {
    assertEquals(250, code(port));
  }

  private static void servedEncrypted() throws IOException {
    try (SmtpClient client = new SmtpClient(platform.port(), LIMIT).startTls()) {
      assertEquals(250, hands(client));
    }
  }

  /** What an ordinary client hears at the end of its mail. */
  private static int code(int port) {
    try (SmtpClient client = new SmtpClient(port, LIMIT)) {
      return hands(client);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static int hands(SmtpClient client) throws IOException {
    client.command("EHLO ordinary.test");
    String text = Letters.text(UUID.randomUUID().toString());
    return client.mail("sue@sender.test", List.of("alice@localhost"), text).code();
  }

  /** What a shell says of sessions, connections and mails; nothing if there are none. */
  private static String present() throws IOException {
    return platform.script("smtp:sessions\nnet:connections\nqueue:list\n", LIMIT);
  }

  private static long seated() throws IOException {
    return platform
        .mustSay("net:connections")
        .lines()
        .filter(line -> line.startsWith("guarded-"))
        .count();
  }

  /** Files of the store that hold large mails. */
  private static List<Path> bodies() throws IOException {
    try (var walk = Files.walk(platform.base().resolve("queue"))) {
      return walk.filter(Files::isRegularFile)
          .filter(file -> file.toString().contains("/bodies/"))
          .toList();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }
}
