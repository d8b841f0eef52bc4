package org.quoin.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BaseTest {
  private static final Path TEMPLATE = Path.of("src/main/dist/base-template");

  @TempDir Path folder;

  @Test
  void aNewBaseHasEverythingThatAPlatformNeeds() throws IOException {
    Path base = folder.resolve("new one");
    Base.at(base.toString()).create(TEMPLATE);
    for (String part :
        new String[] {
          "control/me",
          "etc/org.quoin.queue-00.cfg",
          "etc/logback.xml",
          "deploy",
          "queue",
          "log",
          "alias",
          "home/alice/Maildir/tmp",
          "home/bob/Maildir/new",
          "home/postmaster/Maildir/cur"
        }) {
      assertTrue(Files.exists(base.resolve(part)), part);
    }
    assertFalse(Files.exists(base.resolve("var/etc.new")));
  }

  @Test
  void theAccountsLiveInTheirBaseAndNeverBelongToRoot() throws IOException {
    Base.at(folder.toString()).create(TEMPLATE);
    String assign = Files.readString(folder.resolve("users/assign"));
    assertTrue(assign.contains(":" + folder + "/home/alice:::\n"), assign);
    assertTrue(assign.endsWith("\n.\n"), assign);
    assertFalse(assign.contains(":0:"), assign);
    assertFalse(assign.contains("@"), assign);
  }

  @Test
  void whatIsThereStaysAsItIs() throws IOException {
    Files.createDirectories(folder.resolve("control"));
    Files.writeString(folder.resolve("control/me"), "mail.example.org\n");
    Base base = Base.at(folder.toString());
    base.create(TEMPLATE);
    Files.delete(folder.resolve("control/locals"));
    base.create(TEMPLATE);
    assertEquals("mail.example.org\n", Files.readString(folder.resolve("control/me")));
    assertFalse(Files.exists(folder.resolve("control/locals")), "a base is filled once");
  }

  @Test
  void aCreationThatBrokeOffIsFinished() throws IOException {
    Files.createDirectories(folder.resolve("var/etc.new"));
    Files.createDirectories(folder.resolve("home/alice/Maildir"));
    Base.at(folder.toString()).create(TEMPLATE);
    assertTrue(Files.exists(folder.resolve("etc/logback.xml")));
    assertTrue(Files.exists(folder.resolve("home/alice/Maildir/new")));
  }

  @Test
  void aFolderWithOtherThingsInItIsLeftAlone() throws IOException {
    Files.writeString(folder.resolve("thesis.txt"), "");
    IOException refused =
        assertThrows(IOException.class, () -> Base.at(folder.toString()).create(TEMPLATE));
    assertEquals(
        "neither empty nor a base folder: " + folder + " (has thesis.txt)", refused.getMessage());
    assertFalse(Files.exists(folder.resolve("control")));
  }

  @Test
  void aFileAndAPathThatNoConfigurationCanHoldAreRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThrows(IOException.class, () -> Base.at(file.toString()).create(TEMPLATE));
    for (String bad : new String[] {"a:b", "a$b", "a{b", "a\nb", "a\\b"}) {
      Base base = Base.at(folder.resolve(bad).toString());
      assertThrows(IOException.class, () -> base.create(TEMPLATE), bad);
      assertFalse(Files.exists(base.folder()), bad);
    }
  }
}
