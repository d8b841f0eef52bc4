package org.quoin.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.kit.Distribution;
import org.quoin.kit.Maildirs;
import org.quoin.kit.Platform;
import org.quoin.kit.Programs;
import org.quoin.kit.RecordedHome;
import org.quoin.kit.Result;

/** The programs in {@code bin/}, as a user or another mail system runs them. */
@NeedsDistribution
final class ExecutablesIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** When a message came, in the line before it. */
  private static final String CTIME =
      "[A-Z][a-z]{2} [A-Z][a-z]{2} \\d\\d \\d\\d:\\d\\d:\\d\\d \\d{4}";

  @TempDir Path folder;

  private static String bin(String name) {
    return Distribution.home().resolve("bin").resolve(name).toString();
  }

  @Test
  void recordedCasesOfMaildir2mboxPass() throws Exception {
    int passed = 0;
    for (JsonNode each : RecordedHome.cases("mailbox.json")) {
      if (each.get("program").asText().equals("maildir2mbox")) {
        check(each);
        passed++;
      }
    }
    System.out.printf("mailbox.json: %d cases pass with bin/maildir2mbox%n", passed);
  }

  private void check(JsonNode each) throws Exception {
    String id = each.get("id").asText();
    RecordedHome home = new RecordedHome(Files.createDirectory(folder.resolve(id)));
    home.setUp(each.get("setup"));
    Map<String, String> before = home.files();
    ProcessBuilder program =
        new ProcessBuilder(bin("maildir2mbox")).directory(home.home().toFile());
    program.environment().keySet().removeIf(name -> name.startsWith("MAIL"));
    for (Map.Entry<String, JsonNode> variable : each.at("/setup/env").properties()) {
      String value = variable.getValue().asText().replace("<HOME>", home.home().toString());
      program.environment().put(variable.getKey(), value);
    }
    Result result = Programs.run(program, "", LIMIT);
    JsonNode expect = each.get("expect");
    assertEquals(
        expect.get("stderr").asText(),
        result.err().replace(home.home().toString(), "<HOME>"),
        id + " says");
    assertEquals(expect.get("exit").asInt(), result.exit(), id + " exits");
    assertEquals("", result.out(), id + " prints");
    Map<String, String> changes = RecordedHome.changes(before, home.files());
    changes.replaceAll((name, file) -> file.replaceAll(CTIME, "<CTIME>"));
    assertEquals(RecordedHome.expected(expect.get("files")), changes, id + " changes");
  }

  /** Written so that it does not matter in which language this test itself runs. */
  private Result shell(String script, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-euc", script, "sh"));
    command.addAll(List.of(arguments));
    ProcessBuilder shell = new ProcessBuilder(command).directory(folder.toFile());
    shell.environment().put("LC_ALL", "C");
    shell.environment().put("PATH", bin("") + ":" + System.getenv("PATH"));
    return Programs.run(shell, "Subject: x\n\n", LIMIT);
  }

  @Test
  void namesBeyondAsciiAreFoundInTheLocaleC() throws Exception {
    Result result =
        shell(
            """
            mkdir "$(printf 'P\\303\\266st')"
            cd "$(printf 'P\\303\\266st')"
            mail=$(printf 'M\\303\\244il')
            maildirmake "./$mail"
            printf 'Subject: hello\\n\\n' >"$mail/new/1"
            MAILDIR=$mail maildirwatch --once
            touch -d 2020-01-01 "$mail/new/1"
            MAILDIR=$mail MAIL=$PWD/box MAILTMP=$PWD/$mail.tmp maildir2mbox
            ls "$mail/new"
            tail -n 3 box
            """);
    assertEquals("", result.err());
    assertEquals(0, result.exit());
    assertTrue(result.out().contains("hello"), result.out());
    assertTrue(result.out().endsWith("\nSubject: hello\n\n\n"), result.out());
  }

  @Test
  void whatTheyRunGetsTheCallersLanguage() throws Exception {
    String language = "printf '%s\\n' \"language ${LC_ALL-none}\" >&2";
    assertEquals("language C\n", shell("except sh -c \"$1\" || :", language).err());
    Result without = shell("unset LC_ALL; except sh -c \"$1\" || :", language);
    assertEquals("language none\n", without.err());
  }

  @Test
  void aBaseWithANameBeyondAsciiIsFoundInTheLocaleC() throws Exception {
    try (Platform platform = new Platform(folder.resolve("base")).start()) {
      String token = "token-in-the-locale-c";
      Result result =
          shell(
              """
              base=$(printf 'b\\303\\244se')
              ln -s "$1" "$base"
              printf '%s\\n\\nHello.\\n' "$2" >message
              printf 'Fsue@sender.test\\0Talice@localhost\\0\\0' >envelope
              QUOIN_BASE=$PWD/$base qmail-queue <message 1<envelope
              """,
              platform.base().toString(), Maildirs.TOKEN + token);
      assertEquals(0, result.exit(), result::text);
      new Letters(platform).arrived(token, 1);
    }
  }
}
