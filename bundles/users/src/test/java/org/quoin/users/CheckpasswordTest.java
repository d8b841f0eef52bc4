package org.quoin.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quoin.api.user.Authenticator.Proof;
import org.quoin.api.user.Login;

@Timeout(60)
class CheckpasswordTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Optional<Login> JOE = Optional.of(new Login("joe"));

  @TempDir Path folder;

  @Test
  void theProgramReadsThreeFieldsFromDescriptor3AndNothingElse() throws IOException {
    Checkpassword program =
        program("cat <&3 >seen; cat >input; ls -l /proc/self/fd | grep -c pipe: >pipes; exit 0");
    assertTrue(program.accepts("joe", "p\u00e4ss 'w\"$x", ""));
    assertEquals("joe\0p\u00e4ss 'w\"$x\0\0", Files.readString(folder.resolve("seen")));
    assertEquals("", Files.readString(folder.resolve("input")));
    assertEquals("2\n", Files.readString(folder.resolve("pipes")), "descriptor 3 and ls's output");
  }

  /** C10: the digest where the password would be, then the challenge. */
  @Test
  void cramMd5HasTheDigestAndThenTheChallenge() throws IOException {
    var authenticator = new CheckpasswordAuthenticator(program("cat <&3 >seen"), true);
    assertEquals(JOE, authenticator.cramMd5("joe", "<1@example.org>", "abcd"));
    assertEquals("joe\0abcd\0<1@example.org>\0", Files.readString(folder.resolve("seen")));
    assertEquals(Set.of(Proof.PASSWORD, Proof.CRAM_MD5), authenticator.proofs());
  }

  @Test
  void aProgramThatCannotJudgeCramMd5IsNotAsked() throws IOException {
    var authenticator = new CheckpasswordAuthenticator(program("exit 0"), false);
    assertEquals(Optional.empty(), authenticator.cramMd5("joe", "<1@example.org>", "abcd"));
    assertEquals(Set.of(Proof.PASSWORD), authenticator.proofs());
  }

  @Test
  void exit1IsNo() throws IOException {
    var authenticator = new CheckpasswordAuthenticator(program("exit 1"), false);
    assertEquals(Optional.empty(), authenticator.password("joe", "secret"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"exit 2", "exit 111", "exit 100", "kill -9 $$"})
  void everyOtherExitIsNotKnownNow(String script) throws IOException {
    Checkpassword program = program(script);
    IOException e = assertThrows(IOException.class, () -> program.accepts("joe", "secret", ""));
    assertFalse(String.valueOf(e.getMessage()).contains("secret"));
  }

  @Test
  void aProgramThatIsNotThereIsNotKnownNow() {
    Checkpassword program = new Checkpassword(List.of("/nonexistent"), LONG, 1);
    assertThrows(IOException.class, () -> program.accepts("joe", "secret", ""));
  }

  @Test
  void aProgramMayAnswerWithoutReading() throws IOException {
    for (int i = 0; i < 20; i++) {
      assertTrue(new Checkpassword(List.of("/bin/true"), LONG, 1).accepts("joe", "secret", ""));
    }
  }

  @Test
  void whatCheckpasswordCannotReadIsWrong() throws IOException {
    Checkpassword program = program("exit 0");
    assertFalse(program.accepts("joe", "x".repeat(512), ""));
    assertFalse(program.accepts("joe\0x", "secret", ""));
    assertFalse(program.accepts("joe", "sec\0ret", ""));
    assertTrue(program.accepts("joe", "x".repeat(512 - 3 - 3), ""));
    var authenticator = new CheckpasswordAuthenticator(program, false);
    assertEquals(Optional.empty(), authenticator.password("joe", ""));
    assertEquals(Optional.empty(), authenticator.password("", "x"));
  }

  @Test
  void aProgramThatTakesTooLongIsKilledWithItsChildren() throws Exception {
    Path script = script("sleep 600 & echo $! >child; wait");
    Checkpassword program =
        new Checkpassword(List.of("/bin/sh", script.toString()), Duration.ofSeconds(2), 1);
    assertThrows(IOException.class, () -> program.accepts("joe", "secret", ""));
    long child = Long.parseLong(Files.readString(folder.resolve("child")).strip());
    Optional<ProcessHandle> left = ProcessHandle.of(child);
    if (left.isPresent()) {
      left.get().onExit().get();
    }
  }

  @Test
  void whoFindsNoFreePlaceIsToldToComeBack() {
    Checkpassword program = new Checkpassword(List.of("/bin/true"), Duration.ofMillis(1), 0);
    assertThrows(IOException.class, () -> program.accepts("joe", "secret", ""));
  }

  @Test
  void whatRunsWhenTheBundleStopsIsKilled() throws Exception {
    Checkpassword program = program("mkfifo fifo; echo >started; read x <fifo; exit 0");
    CompletableFuture<Boolean> asked = CompletableFuture.supplyAsync(() -> quietly(program));
    while (!Files.exists(folder.resolve("started"))) {
      Thread.onSpinWait();
    }
    program.close();
    assertThrows(ExecutionException.class, asked::get);
    assertThrows(IOException.class, () -> program.accepts("joe", "secret", ""));
  }

  private static boolean quietly(Checkpassword program) {
    try {
      return program.accepts("joe", "secret", "");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aCommandIsWordsWithBlanksBetweenThem() {
    assertEquals(
        List.of("/bin/checkpassword", "/bin/true"),
        CheckpasswordAuthenticator.words("  /bin/checkpassword   /bin/true "));
    assertEquals(List.of(), CheckpasswordAuthenticator.words(" "));
  }

  /** A program that runs this script in the folder. */
  private Checkpassword program(String script) throws IOException {
    return new Checkpassword(List.of("/bin/sh", script(script).toString()), LONG, 2);
  }

  private Path script(String text) throws IOException {
    return Files.writeString(folder.resolve("script"), "cd '" + folder + "' || exit 3\n" + text);
  }
}
