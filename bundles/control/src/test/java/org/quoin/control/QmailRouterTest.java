package org.quoin.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.api.Address;
import org.quoin.api.delivery.Route;

class QmailRouterTest {
  private static final List<String> PARTS =
      List.of("x", "-", "%", "%a.example", "@", "V", ".", "\u00fc");
  private static final List<String> HOSTS =
      List.of(
          "",
          "@a.example",
          "@b.EXAMPLE",
          "@v.example",
          "@w.v.example",
          "@u.v.example",
          "@b.test",
          "@else.test",
          "@[]");

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

  @Test
  void aRestartChangesNoDecision() throws IOException {
    write("me", "mx.example\n");
    write("locals", "a.example\nB.example\n");
    write("percenthack", "a.example\n");
    write("virtualdomains", "v.example:v\n.v.example:any\nx@b.test:one\nw.v.example:\n:rest\n");
    long seed = Long.getLong("quoin.seed", System.nanoTime());
    Random random = new Random(seed);
    Set<String> decisions = new HashSet<>();
    QmailRouter restarted = new QmailRouter(new ControlDirectory(folder, new DiskSource(), clock));
    for (int i = 0; i < 10_000; i++) {
      Address address = new Address(address(random));
      Optional<Route> route = router.route(address);
      assertEquals(route, restarted.route(address), address + ", seed " + seed);
      decisions.add(route.map(each -> each.transport() + " " + each.nextHop()).orElse("nobody"));
    }
    assertTrue(decisions.size() > 1, decisions + ", seed " + seed);
  }

  private static String address(Random random) {
    StringBuilder address = new StringBuilder();
    for (int i = random.nextInt(6); i >= 0; i--) {
      address.append(PARTS.get(random.nextInt(PARTS.size())));
    }
    return address
        .append((char) (1 + random.nextInt(255)))
        .append(HOSTS.get(random.nextInt(HOSTS.size())))
        .toString();
  }

  private String transport(String address) throws IOException {
    return router.route(new Address(address)).orElseThrow().transport();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
