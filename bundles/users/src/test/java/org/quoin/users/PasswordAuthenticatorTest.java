package org.quoin.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.api.user.Authenticator.Proof;
import org.quoin.api.user.Login;
import org.quoin.api.user.ScramKeys;

class PasswordAuthenticatorTest {
  private static final Optional<Login> USER = Optional.of(new Login("user"));

  @TempDir Path folder;
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2030-01-01T00:00:00Z"));
  private Path file;
  private PasswordAuthenticator passwords;

  @BeforeEach
  void open() {
    file = folder.resolve("passwords");
    passwords = new PasswordAuthenticator(new TextFile(file, "users/passwords", 10_000), now::get);
  }

  @Test
  void withoutAFileNothingIsOfferedAndNothingIsKnown() {
    assertEquals(Set.of(), passwords.proofs());
    assertThrows(IOException.class, () -> passwords.password("user", "pencil"));
  }

  @Test
  void aPasswordIsRightOrWrongAndNobodyIsWrong() throws IOException {
    write("user:" + PasswordSyntaxTest.PENCIL + "\n");
    assertEquals(USER, passwords.password("user", "pencil"));
    assertEquals(Optional.empty(), passwords.password("user", "Pencil"));
    assertEquals(Optional.empty(), passwords.password("user", ""));
    assertEquals(Optional.empty(), passwords.password("USER", "pencil"));
    assertEquals(Optional.empty(), passwords.password("nobody", "pencil"));
    assertEquals(Optional.empty(), passwords.password("user", "x".repeat(5000)));
  }

  @Test
  void anUnknownNameIsComparedWithWhatTheOthersHave() throws IOException {
    write("user:" + PasswordSyntaxTest.PENCIL + "\n");
    Passwords all = PasswordSyntax.parse(Files.readString(file));
    assertEquals(all.of("user").orElseThrow(), all.decoy());
    assertFalse(PasswordSyntax.parse("").decoy().matches("pencil"));
  }

  @Test
  void theKeysForScramAreThoseOfTheFile() throws IOException {
    write("user:" + PasswordSyntaxTest.PENCIL + "\nb:{PLAIN}x\n");
    ScramKeys keys = passwords.scramSha256("user").orElseThrow();
    assertEquals(4096, keys.iterations());
    assertEquals("W22ZaJ0SNY7soEsUEjb6gQ==", keys.salt());
    assertEquals(Optional.empty(), passwords.scramSha256("b"));
    assertEquals(Optional.empty(), passwords.scramSha256("nobody"));
  }

  /** RFC 2195, 2. */
  @Test
  void cramMd5NeedsThePasswordItself() throws IOException {
    write("tim:{PLAIN}tanstaaftanstaaf\nuser:" + PasswordSyntaxTest.PENCIL + "\n");
    String challenge = "<1896.697170952@postoffice.reston.mci.net>";
    String digest = "b913a602c7eda7a495b4e6e7334d3890";
    assertEquals(Optional.of(new Login("tim")), passwords.cramMd5("tim", challenge, digest));
    assertEquals(Optional.empty(), passwords.cramMd5("tim", challenge + "x", digest));
    assertEquals(Optional.empty(), passwords.cramMd5("user", challenge, digest));
  }

  @Test
  void whatUnknownNamesAreComparedWithIsNoPassword() throws IOException {
    write("user:" + PasswordSyntaxTest.PENCIL + "\n");
    assertEquals(Optional.empty(), passwords.password("x", "nobody"));
    String digest = new PlainSecret("nobody").answer("<1@a>");
    assertEquals(Optional.empty(), passwords.cramMd5("x", "<1@a>", digest));
    assertEquals(Optional.empty(), passwords.cramMd5("user", "<1@a>", digest));
  }

  @Test
  void aChangeCountsWithinASecond() throws IOException {
    write("user:" + PasswordSyntaxTest.PENCIL + "\n");
    assertEquals(USER, passwords.password("user", "pencil"));
    write("user:{PLAIN}other\n");
    now.updateAndGet(t -> t.plusSeconds(1));
    assertEquals(Optional.empty(), passwords.password("user", "pencil"));
    assertEquals(USER, passwords.password("user", "other"));
  }

  @Test
  void aFileThatOthersCanReadIsNotBelieved() throws IOException {
    write("user:{PLAIN}other\n");
    for (String mode : new String[] {"rw-r--r--", "rw----r--", "rw-rw----", "rw-----w-"}) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
      now.updateAndGet(t -> t.plusSeconds(5));
      IOException e =
          assertThrows(IOException.class, () -> passwords.password("user", "other"), mode);
      assertTrue(String.valueOf(e.getMessage()).contains("mode 600"), mode);
      assertEquals(Set.of(Proof.PASSWORD), passwords.proofs(), "so that peers are told to wait");
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    now.updateAndGet(t -> t.plusSeconds(5));
    assertEquals(USER, passwords.password("user", "other"));
  }

  private void write(String text) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, text);
  }
}
