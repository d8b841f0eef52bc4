package org.quoin.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.api.Address;

class QmailRouterTest {
  @TempDir Path folder;
  private final FakeClock clock = new FakeClock();
  private QmailRouter router;

  @BeforeEach
  void open() {
    router = new QmailRouter(new ControlDirectory(folder, new DiskSource(), clock));
  }

  @Test
  void aChangedFileChangesTheNextDecision() throws IOException {
    write("me", "mx.example\n");
    write("locals", "a.example\n");
    assertEquals("local", transport("x@a.example"));
    assertEquals("smtp", transport("x@b.example"));
    write("locals", "b.example\n");
    clock.move(ControlFile.CHECK_EVERY);
    assertEquals("smtp", transport("x@a.example"));
    assertEquals("local", transport("x@b.example"));
  }

  @Test
  void withoutLocalsMeIsLocalAndFollowsItsChanges() throws IOException {
    write("me", "mx.example\n");
    assertEquals("local", transport("x@mx.example"));
    write("me", "other.example\n");
    clock.move(ControlFile.CHECK_EVERY);
    assertEquals("smtp", transport("x@mx.example"));
  }

  @Test
  void withoutLocalsAndMeNothingIsDecided() {
    assertThrows(IOException.class, () -> router.route(new Address("x@a.example")));
  }

  @Test
  void localsAloneIsEnough() throws IOException {
    write("locals", "a.example\n");
    assertEquals("local", transport("x@a.example"));
    assertEquals("x@envnoathost", router.route(new Address("x")).orElseThrow().recipient().text());
  }

  @Test
  void anyUnreadableFileMeansLater() throws IOException {
    write("me", "mx.example\n");
    for (String name : new String[] {"locals", "virtualdomains", "percenthack", "envnoathost"}) {
      Files.createDirectory(folder.resolve(name));
      clock.move(ControlFile.CHECK_EVERY);
      assertThrows(IOException.class, () -> transport("x@mx.example"), name);
      Files.delete(folder.resolve(name));
      clock.move(ControlFile.CHECK_EVERY);
      assertEquals("local", transport("x@mx.example"), name);
    }
  }

  private String transport(String address) throws IOException {
    return router.route(new Address(address)).orElseThrow().transport();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
