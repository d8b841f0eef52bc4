package org.quoin.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.kit.Answer;
import org.quoin.kit.Await;
import org.quoin.kit.Platform;
import org.quoin.kit.Result;

/** Accounts from compiled tables, folders and the system's file, chosen while all is running. */
@NeedsDistribution
final class UsersIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int NOBODY = 65534;

  @TempDir static Path folder;
  private static Platform platform;

  @BeforeAll
  static void start() throws Exception {
    Path base = folder.resolve("base");
    platform =
        new Platform(base)
            .with("control/rcpthosts", "localhost\n")
            .with("control/morercpthosts", "# virtual\nV.test\n")
            .with("control/virtualdomains", "v.test:v.test\n")
            .with("users/virtual", "v.test:" + base + "/home/%\n")
            .with("users/passwd", "root:x:0:0::/root:\nalias:x:30:31::/alias:\n")
            .with("etc/org.quoin.users.cfg", "passwd.file = users/passwd\n")
            .start();
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  @Test
  void compiledTablesAndFoldersTakeTheirPlaceByASetting() throws Exception {
    Letters letters = new Letters(platform);
    letters.roundTrip("alice@localhost");
    Answer refused = letters.offer("not-yet", "alice@v.test");
    assertEquals(553, refused.code());
    platform.mustSay("control:newmrh");
    platform.mustSay("user:newu");
    platform.with("etc/org.quoin.local.cfg", "directories = cdb, virtual\n");
    Await.until("the setting counts", LIMIT, () -> lookup("alice").contains("order cdb, virtual"));
    belongToSomebody(platform.base().resolve("home/alice"));
    letters.roundTrip("alice@localhost");
    letters.roundTrip("alice@v.test");
    assertTrue(lookup("v.test-alice@v.test").contains("cdb no\nvirtual yes\nuser v.test-alice\n"));
    assertTrue(lookup("nobody").endsWith("nobody has this address: its mail bounces\n"));
    String route = platform.mustSay("route:explain", "alice@v.test");
    assertTrue(route.contains("qmail: virtualdomains: v.test\n"), route);
    assertTrue(platform.mustSay("user:list").contains("v.test-alice "));
  }

  @Test
  void theSystemsAccountsArePrintedAsByQmailsPrograms() throws Exception {
    assertEquals(
        "+:alias:30:31:/alias:-/::\n=alias:alias:30:31:/alias:::\n.\n",
        platform.mustSay("user:pw2u", "-HC", "-/"));
    assertEquals(
        "alias\00030\00031\000/alias\000-\000joe-x\000", platform.mustSay("user:getpw", "joe-x"));
    Result misused = platform.command("user:pw2u", "-x");
    assertEquals(1, misused.exit());
    assertTrue(misused.err().contains("unknown option -x"), misused::err);
  }

  /** The folders of a base that root has made are root's, who gets no mail. */
  private static void belongToSomebody(Path home) throws Exception {
    if (Files.getAttribute(home, "unix:uid").equals(0)) {
      Files.setAttribute(home, "unix:uid", NOBODY);
    }
  }

  private static String lookup(String address) throws Exception {
    return platform.command("user:lookup", address).out().replaceAll(" +", " ");
  }
}
