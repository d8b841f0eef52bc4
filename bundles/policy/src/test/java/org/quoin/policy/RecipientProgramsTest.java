package org.quoin.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.api.Address;

class RecipientProgramsTest {
  @TempDir Path base;

  private boolean has(String address, String... words) throws Exception {
    try (RecipientPrograms programs = new RecipientPrograms(base, 1, Duration.ofMinutes(1))) {
      return programs.has(new Address(address), List.of(words));
    }
  }

  @Test
  void theAddressComesOnDescriptor3() throws Exception {
    String shell = "cat <&3 >told; echo \"$1\" >argument; read any; test -z \"$any\"";
    assertTrue(has("j\u00f6e@here.example", "sh", "-c", shell, "x", "it's\u00fc"));
    assertEquals(
        "j\u00f6e@here.example\0\0\0",
        Files.readString(base.resolve("told"), StandardCharsets.ISO_8859_1));
    assertEquals(
        "it's\u00fc\n", Files.readString(base.resolve("argument"), StandardCharsets.ISO_8859_1));
  }

  @Test
  void exitCodesSayYesNoAndLater() throws Exception {
    assertTrue(has("a@b", "true"));
    assertFalse(has("a@b", "false"));
    for (String code : List.of("111", "2", "99")) {
      assertThrows(IOException.class, () -> has("a@b", "sh", "-c", "exit " + code), code);
    }
    assertThrows(IOException.class, () -> has("a@b", "./no-such-program"));
  }

  @Test
  void aProgramThatTakesTooLongIsKilled() {
    RecipientPrograms programs = new RecipientPrograms(base, 1, Duration.ofMillis(50));
    List<String> slow = List.of("sh", "-c", "echo $$ >pid; exec sleep 60");
    assertThrows(IOException.class, () -> programs.has(new Address("a@b"), slow));
  }

  @Test
  void whoFindsNoPlaceComesLater() {
    RecipientPrograms programs = new RecipientPrograms(base, 0, Duration.ofMinutes(1));
    assertThrows(IOException.class, () -> programs.has(new Address("a@b"), List.of("true")));
  }
}
