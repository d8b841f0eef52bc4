package org.quoin.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.quoin.api.intake.Verdict;
import org.quoin.api.net.Admittance;

class CommandsTest {
  private final Scene scene = new Scene("rcpthosts", "absent");
  private final ByteArrayOutputStream console = new ByteArrayOutputStream();

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void filtersAreListedInTheirOrderWithTheirCounts() {
    ScriptedFilter refusing = new ScriptedFilter();
    refusing.onConnect = () -> Verdict.refuse(554, "no");
    scene.addInline("rcpthosts", 5, new ScriptedFilter());
    scene.add("greylist", 7, refusing);
    scene.door.greet(scene.stranger());
    new FilterCommands(scene.filters, scene.instances).list(session());
    String[] lines = text().replaceAll(" +", " ").split("\n", -1);
    assertEquals("rcpthosts 5 yes yes active 1 1 0 0 test", lines[1]);
    assertEquals("greylist 7 no no active 1 0 1 0 test", lines[2]);
    assertEquals("absent - - yes missing - - - - -", lines[3]);
  }

  @Test
  void everyFilterSaysWhatItWouldDoAndNothingIsCounted() throws IOException {
    ScriptedFilter refusing = new ScriptedFilter();
    refusing.onConnect = () -> Verdict.refuse(554, "no");
    refusing.onRecipient = address -> Verdict.refuse(450, "not now");
    scene.addInline("rcpthosts", 5, new ScriptedFilter());
    scene.add("strict", 7, refusing);
    scene.add("skipped", 8, refusing);
    FilterCommands commands = new FilterCommands(scene.filters, scene.instances);
    commands.admittance = new FakeAdmittance(Map.of("SKIPFILTERS", "skipped, rcpthosts"));
    commands.explain(session(), "smtp", "192.0.2.7", "h", "a@b.test", "c@one.test");
    assertTrue(text().contains("strict           connect: 554 no; RCPT: 450 not now\n"), text());
    assertTrue(!text().contains("\nskipped"), text());
    assertEquals(0, scene.filters.chain().filters().get(1).counts().calls());
    console.reset();
    commands.explain(session(), "smtp", "192.0.2.66", "h", "a@b.test", "c@one.test");
    assertTrue(text().contains("turned away"));
    assertThrows(IllegalArgumentException.class, () -> commands.explain(session(), "smtp"));
  }

  /** Turns 192.0.2.66 away. */
  private record FakeAdmittance(Map<String, String> variables) implements Admittance {
    @Override
    public List<String> listeners() {
      return List.of("smtp");
    }

    @Override
    public Optional<Admitted> admit(String listener, String ip) {
      return ip.equals("192.0.2.66")
          ? Optional.empty()
          : Optional.of(new Admitted(Scene.PEER, variables));
    }
  }

  @Test
  void aRouteIsExplainedStepByStep() throws IOException {
    assertEquals(
        """
        address joe@old.test
        routers qmail
        rule qmail: old: test gives joe@one.test
        rule qmail: locals: test
        recipient joe@one.test
        queue 01:one (domains: one.test)
        transport local
        next hop the transport's choice
        deferred required filter rcpthosts is missing
        """,
        explain("joe@old.test"));
  }

  @Test
  void whatIsInTheWayIsSaid() throws IOException {
    scene.went("00");
    assertTrue(explain("a@else.test").contains("queue 00:main (no other claims it)"));
    assertTrue(text().contains("deferred   queue 00:main is configured but not running"));
    assertTrue(explain("a@trouble.test").contains("virtualdomains cannot be read"));
    scene.routing.remove(-1);
    assertTrue(explain("a@one.test").contains("router qmail is not installed"));
  }

  @Test
  void aTransportThatIsNotThereIsSaid() throws IOException {
    new RouteCommands(scene.filters, scene.routing, scene.instances, scene.placement, name -> false)
        .explain(session(), "joe@here.test");
    assertTrue(text().contains("local (not installed: its mail waits)"));
  }

  @Test
  void addressesOfPeopleAreTakenAsUtf8() throws IOException {
    assertTrue(explain("j\u00f6@one.test").contains("j\u00c3\u00b6@one.test"));
    assertThrows(IllegalArgumentException.class, () -> explain("a\0b"));
  }

  private String explain(String address) throws IOException {
    console.reset();
    new RouteCommands(scene.filters, scene.routing, scene.instances, scene.placement, name -> true)
        .explain(session(), address);
    return text().replaceAll(" +", " ");
  }

  private String text() {
    return console.toString(StandardCharsets.UTF_8);
  }

  private CommandSession session() {
    return session(console);
  }

  /** A session that prints there. */
  static CommandSession session(ByteArrayOutputStream console) {
    PrintStream out = new PrintStream(console, true, StandardCharsets.UTF_8);
    return (CommandSession)
        Proxy.newProxyInstance(
            CommandSession.class.getClassLoader(),
            new Class<?>[] {CommandSession.class},
            (proxy, method, arguments) -> method.getName().equals("getConsole") ? out : null);
  }
}
