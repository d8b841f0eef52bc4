package org.quoin.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.quoin.api.Address;
import org.quoin.api.delivery.Route;

/** What the recorded cases do not show: the names of rules, odd files, any address at all. */
class RewriterTest {
  private static final Rules RULES =
      new Rules(
          "host.example",
          List.of("percent.example"),
          List.of("localhost", "Mixed.Example"),
          "locals",
          List.of("vd.example:joe", ".fax:uucp", "exc.fax:", ":catch", "dup:a", "dup:b", "bare"));

  @Test
  void theRuleNamesFileAndEntry() {
    assertEquals("locals: localhost", route("joe@LOCALHOST").rule());
    assertEquals("virtualdomains: vd.example", route("x@vd.example").rule());
    assertEquals("virtualdomains: .fax", route("x@a.fax").rule());
    assertEquals("virtualdomains: exc.fax: (exception)", route("x@exc.fax").rule());
    assertEquals("virtualdomains: (empty key)", route("x@far.example").rule());
    assertEquals(
        List.of("envnoathost: host.example gives joe@host.example", "virtualdomains: (empty key)"),
        route("joe").rules());
    assertEquals(
        List.of("percenthack: percent.example gives joe@localhost", "locals: localhost"),
        route("joe%localhost@percent.example").rules());
  }

  @Test
  void noByteOfAnAddressMakesARuleOfItsOwn() {
    assertEquals(
        List.of("percenthack: percent.example gives joe;_x:_y_@localhost", "locals: localhost"),
        route("joe; x: y\n%localhost@percent.example").rules());
  }

  @Test
  void withoutAnyRuleMailIsRemote() {
    Rules none = new Rules("me.example", List.of(), List.of("me.example"), "me", List.of());
    Route route = new Rewriter(none).route(new Address("X@Far.Example"));
    assertEquals("smtp", route.transport());
    assertEquals("far.example", route.destination());
    assertEquals("X@Far.Example", route.recipient().text());
    assertEquals("no rule: remote", route.rule());
    assertEquals("me: me.example", new Rewriter(none).route(new Address("a@me.example")).rule());
  }

  @Test
  void theLastOfEqualKeysCounts() {
    assertEquals("b-x@dup", route("x@dup").recipient().text());
  }

  @Test
  void percentSignsAreUsedUpOneByOne() {
    String many = "u" + "%percent.example".repeat(60) + "@percent.example";
    assertEquals("catch-u@percent.example", route(many).recipient().text());
    assertEquals(21, route(many).rules().size());
  }

  @Property(tries = 2000)
  void anyAddressHasARouteAndKeepsItsLocalPart(
      @ForAll @CharRange(from = 1, to = 255) @StringLength(max = 60) String text) {
    Route route = route(text);
    String local = new Address(text).localPart();
    if (!text.contains("%")) {
      assertEquals(true, route.recipient().localPart().endsWith(local));
    }
    assertEquals(true, route.recipient().hasDomain());
  }

  private static Route route(String address) {
    return new Rewriter(RULES).route(new Address(address));
  }
}
