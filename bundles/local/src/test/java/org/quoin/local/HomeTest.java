package org.quoin.local;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
  private static final String WRITABLE = "Uh-oh: home directory is writable. (#4.7.0)";

  @TempDir Path home;

  @Test
  void theMaskDecidesWhichHomesAreSafe() throws IOException {
    mode(0775);
    assertDoesNotThrow(() -> new Home(home).check(002));
    assertEquals(WRITABLE, complaint(home, 022));
    mode(0757);
    assertEquals(WRITABLE, complaint(home, 002));
    assertDoesNotThrow(() -> new Home(home).check(0));
  }

  @Test
  void aStickyHomeWaitsForItsOwner() throws IOException {
    mode(01700);
    assertEquals(
        "Home directory is sticky: user is editing his .qmail file. (#4.2.1)",
        complaint(home, 002));
    mode(01777);
    assertEquals(WRITABLE, complaint(home, 002));
  }

  @Test
  void aHomeThatIsNoFolderIsNamed() throws IOException {
    Path away = home.resolve("away");
    assertEquals(
        "Unable to switch to " + away + ": file does not exist. (#4.3.0)", complaint(away, 2));
    Path file = Files.createFile(home.resolve("file"));
    assertEquals("Unable to switch to " + file + ": not a directory. (#4.3.0)", complaint(file, 2));
  }

  private static String complaint(Path home, int patrn) {
    NotNow refusal = assertThrows(NotNow.class, () -> new Home(home).check(patrn));
    return String.valueOf(refusal.getMessage());
  }

  private void mode(int mode) throws IOException {
    Files.setAttribute(home, "unix:mode", mode);
  }
}
