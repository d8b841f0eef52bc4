package org.quoin.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quoin.api.user.Account;

class VirtualDirectoryTest {
  @TempDir Path folder;
  private Path homes;
  private VirtualDirectory directory;

  @BeforeEach
  void open() throws IOException {
    homes = Files.createDirectories(folder.resolve("vmail"));
    directory =
        new VirtualDirectory(
            new TextFile(folder.resolve("virtual"), "users/virtual", 1000),
            new DiskHomes(),
            InstantSource.system());
  }

  @Test
  void anAccountIsAFolder() throws IOException {
    write("# ours\nExample.org:" + homes + "/%\n");
    Path joe = Files.createDirectory(homes.resolve("joe"));
    int uid = (Integer) Files.getAttribute(joe, "unix:uid");
    int gid = (Integer) Files.getAttribute(joe, "unix:gid");
    assertEquals(
        new Account("example.org-joe", uid, gid, joe, "", ""),
        directory.find("EXAMPLE.ORG-Joe").orElseThrow());
    assertEquals(
        new Account("example.org-joe", uid, gid, joe, "-", "List-X"),
        directory.find("example.org-joe-List-X").orElseThrow());
    assertEquals("-", directory.find("example.org-joe-").orElseThrow().dash());
    for (String nobody : List.of("example.org-jo", "example.org-", "example.org", "joe", "-joe")) {
      assertEquals(Optional.empty(), directory.find(nobody), nobody);
    }
  }

  @Test
  void theLongestNameAndTheLongestPrefixDecide() throws IOException {
    Files.createDirectories(folder.resolve("a-b/c/mail"));
    Files.createDirectories(homes.resolve("joe"));
    Files.createDirectories(homes.resolve("joe-x"));
    write("a:" + homes + "/%\na-b:" + folder + "/a-b/%/mail\na:/nowhere/%\n");
    assertEquals(homes.resolve("joe-x"), directory.find("a-joe-x-y").orElseThrow().home());
    assertEquals(homes.resolve("joe"), directory.find("a-joe-y").orElseThrow().home());
    assertEquals(folder.resolve("a-b/c/mail"), directory.find("a-b-c").orElseThrow().home());
    assertEquals(Optional.empty(), directory.find("a-b-joe"));
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "..", "../vmail", ".hidden", "sub/deep", "/", "", "x\0y"})
  void noNameLeadsElsewhere(String name) throws IOException {
    Files.createDirectories(homes.resolve(".hidden"));
    Files.createDirectories(homes.resolve("sub/deep"));
    write("v:" + homes + "/%\n");
    assertEquals(Optional.empty(), directory.find("v-" + name));
  }

  @Test
  void aNameThatNoFolderCanHaveIsNobodys() throws IOException {
    write("v:" + homes + "/%\n");
    Files.writeString(homes.resolve("file"), "");
    assertEquals(Optional.empty(), directory.find("v-" + "x".repeat(10_000)));
    assertEquals(Optional.empty(), directory.find("v-file"));
  }

  @Test
  void aDiskThatIsAwayMakesMailWait() throws IOException {
    write("v:" + homes + "/gone/%\n");
    IOException e = assertThrows(IOException.class, () -> directory.find("v-joe"));
    assertTrue(String.valueOf(e.getMessage()).contains("there is no folder"), e.toString());
    assertEquals(Optional.empty(), directory.find("w-joe"));
  }

  @Test
  void aMountPointWithoutItsDiskMakesMailWait() throws IOException {
    write("v:" + homes + "/%\n");
    IOException e = assertThrows(IOException.class, () -> directory.find("v-joe"));
    assertTrue(String.valueOf(e.getMessage()).contains("there is nothing in"), e.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "v:/h/%", "v:/h/%\nw:"})
  void aFileThatLooksUnfinishedMakesMailWait(String text) throws IOException {
    write(text);
    IOException e = assertThrows(IOException.class, () -> directory.find("x-joe"));
    assertTrue(String.valueOf(e.getMessage()).contains("its last line has no end"), e.toString());
  }

  @Test
  void anAbsentFileMakesMailWait() {
    assertThrows(IOException.class, () -> directory.find("v-joe"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"v", ":/h/%", "v:", "v:/h", "v:h/%", "v:/h/%x", "v:/h/x%", "v:/%/%", "v:/h/%/x%"})
  void aBadLineIsNamed(String line) throws IOException {
    write("ok:/h/%\n" + line + "\n");
    IOException e = assertThrows(IOException.class, () -> directory.find("ok-x"));
    String shown = line.replace('%', '_');
    assertTrue(String.valueOf(e.getMessage()).startsWith("users/virtual: " + shown + ": "), "" + e);
  }

  @Test
  void accountsAreListedByPrefix() throws IOException {
    Files.createDirectory(homes.resolve("joe"));
    Files.createDirectory(homes.resolve("ann-x"));
    Files.createDirectory(homes.resolve(".hidden"));
    Files.createDirectory(homes.resolve("Upper"));
    Files.writeString(homes.resolve("file"), "");
    write("v:" + homes + "/%\n");
    assertEquals(
        List.of("v-ann-x", "v-joe"),
        directory.accounts().stream().map(Account::user).sorted().toList());
  }

  private void write(String text) throws IOException {
    Files.writeString(folder.resolve("virtual"), text);
  }
}
