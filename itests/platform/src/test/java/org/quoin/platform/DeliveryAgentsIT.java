package org.quoin.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.kit.Await;
import org.quoin.kit.Platform;

/**
 * What sites have in their .qmail files: procmail, maildrop, and a list manager that calls
 * qmail-queue itself, each by the line that its users write.
 */
@NeedsDistribution
final class DeliveryAgentsIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** What ezmlm-send does: a copy for each subscriber, with a sender of its own (VERP). */
  private static final String LIST =
      """
      #!/bin/sh
      set -e
      (echo "List-Post: <mailto:$LOCAL@$HOST>"; printf %s "$DTLINE"; cat) >message.$$
      printf 'F%s-return-7-@%s-@[]\\0Tbob@localhost\\0\\0' "$LOCAL" "$HOST" >envelope.$$
      qmail-queue <message.$$ 1<envelope.$$
      rm message.$$ envelope.$$
      echo "list: qp $$"
      exit 99
      """;

  @TempDir Path folder;
  private Path home;

  @BeforeEach
  void nameHome() {
    home = folder.resolve("base/home/alice");
  }

  private static void require(String program) {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin", program)), "no " + program);
  }

  private Platform start(String lines) throws Exception {
    Platform platform = new Platform(folder.resolve("base")).start();
    Files.writeString(home.resolve(".qmail"), lines);
    return platform;
  }

  @Test
  void procmailDelivers() throws Exception {
    require("procmail");
    try (Platform platform = start("|preline procmail -p ./.procmailrc\n")) {
      Files.writeString(
          home.resolve(".procmailrc"),
          "DEFAULT=" + home + "/Maildir/\n:0\n* ^X-Token:\n" + home + "/Sorted/\n");
      String text = arrivesIn(platform, "Sorted/new");
      assertTrue(
          text.contains("Return-Path: <sue@sender.test>\nDelivered-To: alice@localhost\n"), text);
    }
  }

  @Test
  void maildropDelivers() throws Exception {
    require("maildrop");
    try (Platform platform = start("|preline -f maildrop ./.mailfilter\n")) {
      Files.writeString(home.resolve(".mailfilter"), "to \"" + home + "/Sorted\"\n");
      Files.setPosixFilePermissions(
          home.resolve(".mailfilter"), PosixFilePermissions.fromString("rw-------"));
      for (String part : new String[] {"tmp", "new", "cur"}) {
        Files.createDirectories(home.resolve("Sorted").resolve(part));
      }
      String text = arrivesIn(platform, "Sorted/new");
      assertTrue(text.startsWith("Return-Path: <sue@sender.test>\nDelivered-To: "), text);
    }
  }

  @Test
  void aListManagerHandsMailToQmailQueue() throws Exception {
    try (Platform platform = start("|./list\n./Maildir/\n")) {
      Path list = Files.writeString(home.resolve("list"), LIST);
      Files.setPosixFilePermissions(list, PosixFilePermissions.fromString("rwx------"));
      Letters letters = new Letters(platform);
      String text = letters.arrived(letters.send("alice@localhost"), 1);
      assertTrue(
          text.startsWith(
              "Return-Path: <alice-return-7-bob=localhost@localhost>\n"
                  + "Delivered-To: bob@localhost\nReceived: (qmail "),
          text);
      assertTrue(
          text.contains("\nList-Post: <mailto:alice@localhost>\nDelivered-To: alice@localhost\n"),
          text);
    }
  }

  private String arrivesIn(Platform platform, String name) throws Exception {
    String token = new Letters(platform).send("alice@localhost");
    Path mailbox = home.resolve(name);
    Await.until("it has arrived", LIMIT, () -> count(mailbox) > 0);
    assertEquals(1, count(mailbox));
    String text = Files.readString(mailbox.resolve(mailbox.toFile().list()[0]));
    assertTrue(text.contains(token), text);
    return text;
  }

  private static int count(Path mailbox) {
    String[] names = mailbox.toFile().list();
    return names == null ? 0 : names.length;
  }
}
