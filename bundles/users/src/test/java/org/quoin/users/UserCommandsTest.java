package org.quoin.users;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quoin.api.user.Account;

class UserCommandsTest {
  @TempDir Path folder;
  private UserCommands commands;
  private Path assign;

  @BeforeEach
  void open() {
    commands = new UserCommands(new Base(folder), 100_000);
    assign = folder.resolve("users/assign");
  }

  @Test
  void aNewAccountHasALineAndAPrivateMaildir() throws IOException {
    String answer = commands.added("carol");
    Path home = folder.resolve("home/carol");
    assertEquals("carol has the home " + home, answer);
    Account account = assignments().find("carol").orElseThrow();
    assertEquals(home, account.home());
    assertTrue(account.uid() > 0);
    for (String part : List.of("", "Maildir", "Maildir/tmp", "Maildir/new", "Maildir/cur")) {
      assertEquals(
          "rwx------",
          PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(part))));
    }
  }

  @Test
  void theLineGoesBeforeTheEndAndTheRestIsKept() throws IOException {
    Files.createDirectories(assign.getParent());
    String before = "+\u00e9-:u:1:1:/h:-::\n";
    Files.writeString(assign, before + ".\nbehind the end\n", ISO_8859_1);
    Files.setPosixFilePermissions(assign, PosixFilePermissions.fromString("rw-r-----"));
    commands.added("dave");
    String after = Files.readString(assign, ISO_8859_1);
    assertTrue(after.startsWith(before + "=dave:dave:"), after);
    assertTrue(after.endsWith(":::\n.\nbehind the end\n"), after);
    assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(assign)));
  }

  @Test
  void anAccountThatIsThereIsRefused() throws IOException {
    commands.added("carol");
    String before = Files.readString(assign);
    IllegalStateException e =
        assertThrows(IllegalStateException.class, () -> commands.added("carol"));
    assertEquals("there is an account carol already", e.getMessage());
    assertEquals(before, Files.readString(assign));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "../x",
        "a/b",
        "a..b",
        "Carol",
        ".carol",
        "-carol",
        "a:b",
        "a b",
        "a\nb",
        "\u00e9",
        "a\0b",
        "abcdefghijklmnopqrstuvwxyz012345"
      })
  void anUnsafeNameIsRefusedAndLeavesNoTrace(String name) {
    assertThrows(IllegalArgumentException.class, () -> commands.added(name));
    assertFalse(Files.exists(assign));
    assertFalse(Files.exists(folder.resolve("home")));
  }

  @Test
  void theLongestNameIsAccepted() throws IOException {
    commands.added("abcdefghijklmnopqrstuvwxyz01234");
    assertTrue(assignments().names("abcdefghijklmnopqrstuvwxyz01234"));
  }

  @Test
  void aBrokenFileIsLeftAsItIs() throws IOException {
    Files.createDirectories(assign.getParent());
    Files.writeString(assign, "=a:u:1:1:/h:::\n");
    assertThrows(IOException.class, () -> commands.added("carol"));
    assertEquals("=a:u:1:1:/h:::\n", Files.readString(assign));
    assertFalse(Files.exists(folder.resolve("home/carol")));
  }

  @Test
  void aHomeThatPointsElsewhereIsRefused() throws IOException {
    Files.createDirectories(folder.resolve("home"));
    Files.createSymbolicLink(folder.resolve("home/carol"), folder);
    assertThrows(IOException.class, () -> commands.added("carol"));
    assertFalse(Files.exists(assign));
  }

  @Test
  void manyAtOnceAreAllAdded() throws Exception {
    List<Callable<String>> tasks =
        IntStream.range(0, 24)
            .mapToObj(i -> (Callable<String>) () -> commands.added("user" + i))
            .toList();
    try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
      for (Future<String> each : pool.invokeAll(tasks)) {
        each.get();
      }
    }
    assertEquals(24, assignments().accounts().size());
  }

  @Test
  void ofManyWithOneNameOneSucceeds() throws Exception {
    Callable<Boolean> task =
        () -> {
          try {
            commands.added("carol");
            return true;
          } catch (IllegalStateException e) {
            return false;
          }
        };
    int successes = 0;
    try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
      for (Future<Boolean> each : pool.invokeAll(Collections.nCopies(8, task))) {
        successes += each.get() ? 1 : 0;
      }
    }
    assertEquals(1, successes);
    assertEquals(1, assignments().accounts().size());
  }

  private Assignments assignments() throws IOException {
    return AssignSyntax.parse(new TextFile(assign, "users/assign", 100_000).needed());
  }
}
