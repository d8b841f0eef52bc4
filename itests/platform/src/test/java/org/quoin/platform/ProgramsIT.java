package org.quoin.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.kit.Answer;
import org.quoin.kit.Await;
import org.quoin.kit.Distribution;
import org.quoin.kit.Maildirs;
import org.quoin.kit.Platform;
import org.quoin.kit.Programs;
import org.quoin.kit.Result;
import org.quoin.kit.SmtpClient;

/** The programs that the manual shows, as lines of .qmail files of the real platform. */
@NeedsDistribution
final class ProgramsIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void vacationAnswersOnceAndTheSecondCopyIsLeftOut() throws Exception {
    try (Platform platform = new Platform(folder.resolve("base")).start()) {
      Path alice = platform.base().resolve("home/alice");
      Files.writeString(alice.resolve(".qmail"), "|eliminate-dups\n|vacation alice\n./Maildir/\n");
      Files.writeString(
          alice.resolve(".vacation.msg"), "Subject: away, $SUBJECT\n\nTill Monday.\n");
      for (String token : List.of("one", "one", "two", "two", "three")) {
        send(platform, "bob@localhost", "alice@localhost", token);
      }
      settled(platform, 5);
      Maildirs maildirs = platform.maildirs();
      for (String token : List.of("one", "two", "three")) {
        assertEquals(1, maildirs.texts(token).size(), token);
      }
      String log = log(platform);
      assertFalse(log.contains("_qp_-") || log.contains("deferral"), log);
      Await.until("bob has an answer", LIMIT, () -> mail(platform, "bob").size() == 1);
      String answer = mail(platform, "bob").getFirst();
      assertTrue(answer.startsWith("Return-Path: <>\nDelivered-To: bob@localhost\n"), answer);
      assertTrue(answer.contains("\nSubject: away, test\n"), answer);
      assertTrue(answer.endsWith("\nTill Monday.\n"), answer);
    }
  }

  @Test
  void anAliasTableIsCompiledAndFollowedInProcessAndByAShell() throws Exception {
    try (Platform platform =
        new Platform(folder.resolve("base"))
            .with("control/locals", "localhost\nhere.test\n")
            .start()) {
      Path alice = platform.base().resolve("home/alice");
      Path aliases =
          Files.writeString(
              folder.resolve("aliases"), "alice: bob@here.test, postmaster@here.test\n");
      Files.writeString(alice.resolve(".qmail"), "|fastforward '" + aliases + ".cdb'\n");
      newaliases(platform, aliases);
      String token = "by-alias";
      send(platform, "sue@sender.test", "alice@localhost", token);
      Await.until("both have it", LIMIT, () -> platform.maildirs().texts(token).size() == 2);
      Files.writeString(
          alice.resolve(".qmail"), "|fastforward '" + aliases + ".cdb' || exit 111\n");
      String second = "by-shell";
      send(platform, "sue@sender.test", "alice@localhost", second);
      Await.until("both have it", LIMIT, () -> platform.maildirs().texts(second).size() == 2);
    }
  }

  private static void newaliases(Platform platform, Path aliases) throws Exception {
    Path program = Distribution.program().resolveSibling("newaliases");
    ProcessBuilder builder = new ProcessBuilder(program.toString(), aliases.toString());
    builder.environment().put("QUOIN_BASE", platform.base().toString());
    Result result = Programs.run(builder, "", LIMIT);
    assertTrue(result.good(), result::text);
  }

  private static void send(Platform platform, String sender, String recipient, String token)
      throws IOException {
    String text =
        "From: <%s>\r\nTo: <%s>\r\nMessage-ID: <%s@sender.test>\r\nSubject: test\r\n%s%s\r\n\r\nHello.\r\n"
            .formatted(sender, recipient, token, Maildirs.TOKEN, token);
    try (SmtpClient client = new SmtpClient(platform.port(), LIMIT)) {
      client.command("EHLO sender.test");
      Answer answer = client.mail(sender, List.of(recipient), text);
      assertTrue(answer.positive(), answer::toString);
    }
  }

  /** Until so many deliveries to alice are over. */
  private static void settled(Platform platform, int mails) throws Exception {
    Await.until(
        "all are settled",
        LIMIT,
        () -> log(platform).split("success: [^\n]*did_\\d\\+0\\+[12]/", -1).length > mails);
  }

  private static List<String> mail(Platform platform, String user) throws Exception {
    Path fresh = platform.base().resolve("home").resolve(user).resolve("Maildir/new");
    if (!Files.isDirectory(fresh)) {
      return List.of();
    }
    try (var files = Files.list(fresh)) {
      List<String> texts = new ArrayList<>();
      for (Path file : files.toList()) {
        texts.add(Files.readString(file));
      }
      return texts;
    }
  }

  private static String log(Platform platform) throws Exception {
    return String.join("\n", platform.queueLog("00"));
  }
}
