package org.quoin.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.api.user.Account;

/** What the recorded cases do not show: odd files, and a disk that cannot say. */
class SystemAccountsTest {
  private static final String ALIAS = "alias:x:30:31::/alias:\n";

  @TempDir Path folder;

  @Test
  void linesOfAnotherFormArePassedOver() {
    Passwd passwd =
        Passwd.parse(
            """
            a:x:1:2:g:/a:/bin/sh
            a:x:9:9::/z:

            #c:x:1:2::/c:
            +:x:1:2::/n:
            -d:x:1:2::/d:
            e:x:-1:2::/e:
            f:x::2::/f:
            g:x:12345678901:2::/g:
            h:x:1:2:/h
            :x:1:2::/i:
            j:x:4294967294:2::/j\
            """);
    assertEquals(Map.of("a", entry("a", 1), "j", entry("j", 4294967294L)), passwd.entries());
  }

  private static Passwd.Entry entry(String name, long uid) {
    return new Passwd.Entry(name, uid, 2, "/" + name);
  }

  @Test
  void withoutAnAliasUserTheRestIsNobodysOrWaits() throws IOException {
    Homes none = path -> Optional.empty();
    Passwd empty = Passwd.parse("");
    assertEquals(Optional.empty(), new SystemAccounts(empty, none, "").find("joe"));
    IOException e =
        assertThrows(IOException.class, () -> new SystemAccounts(empty, none, "alias").find("joe"));
    assertEquals("Unable to find alias user!", e.getMessage());
  }

  @Test
  void aHomeThatCannotBeLookedAtMakesMailWait() throws IOException {
    Homes broken =
        path -> {
          throw new IOException("stale file handle");
        };
    Passwd passwd = Passwd.parse(ALIAS + "joe:x:1:1::/joe:\n");
    SystemAccounts accounts = new SystemAccounts(passwd, broken, "alias");
    assertThrows(IOException.class, () -> accounts.find("joe-x"));
    assertEquals("alias", accounts.find("else").orElseThrow().user());
    assertEquals(List.of(), accounts.accounts());
  }

  @Test
  void aHugeLocalPartIsLookedUp() throws IOException {
    SystemAccounts accounts =
        new SystemAccounts(Passwd.parse(ALIAS), path -> Optional.empty(), "alias");
    String huge = "-".repeat(10_000);
    assertEquals(huge, accounts.find(huge).orElseThrow().ext());
  }

  @Test
  void theRealDiskIsAsked() throws IOException {
    Path home = Files.createDirectory(folder.resolve("joe"));
    Files.createSymbolicLink(folder.resolve("link"), home);
    int uid = (Integer) Files.getAttribute(home, "unix:uid");
    DiskHomes disk = new DiskHomes();
    assertEquals(uid, disk.at(folder.resolve("link").toString()).orElseThrow().uid());
    assertEquals(Optional.empty(), disk.at(folder.resolve("absent").toString()));
    assertEquals(Optional.empty(), disk.at("etc"));
    assertEquals(Optional.empty(), disk.at(""));
  }

  @Test
  void anAbsentFileMakesMailWaitAndAPresentOneIsUsed() throws IOException {
    TextFile text = new TextFile(folder.resolve("passwd"), "the accounts", 1000);
    PasswdDirectory before = new PasswdDirectory(text, "alias", InstantSource.system());
    assertThrows(IOException.class, () -> before.find("joe"));
    Files.writeString(text.path(), ALIAS);
    PasswdDirectory after = new PasswdDirectory(text, "alias", InstantSource.system());
    assertEquals(
        new Account("alias", 30, 31, Path.of("/alias"), "-", "Joe-X"),
        after.find("Joe-X").orElseThrow());
  }
}
