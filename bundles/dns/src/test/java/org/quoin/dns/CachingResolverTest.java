package org.quoin.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quoin.api.net.Resolver.MailServer;

/** Answers, and what is kept of them. */
class CachingResolverTest {
  private final Zone zone =
      new Zone()
          .with("both.example. 60 A 192.0.2.1")
          .with("both.example. 60 AAAA 2001:db8::1")
          .with("mail.example. 60 MX 20 B.Example.")
          .with("mail.example. 90 MX 10 a.example.")
          .with("none.example. 60 MX 0 .")
          .with("text.example. 60 TXT \"one \" \"two\"")
          .with("7.2.0.192.in-addr.arpa. 60 PTR Host.Example.")
          .with("alias.example. 30 CNAME alias2.example.")
          .with("alias2.example. 60 CNAME both.example.")
          .with("dangling.example. 60 CNAME nowhere.example.")
          .with("ring.example. 60 CNAME ring2.example.")
          .with("ring2.example. 60 CNAME ring.example.")
          .with("self.example. 60 CNAME self.example.");

  private Instant now = Instant.EPOCH;
  private NameServer server;
  private CachingResolver resolver;

  @BeforeEach
  void open() throws IOException {
    server = new NameServer(zone);
    resolver = Settings.resolver(server.name(), 5_000, 3, () -> now);
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  private static List<InetAddress> addresses(String... texts) throws IOException {
    List<InetAddress> all = new ArrayList<>();
    for (String text : texts) {
      all.add(InetAddress.getByName(text));
    }
    return all;
  }

  @Test
  void addressesAreThoseOfBothFamilies() throws IOException {
    assertEquals(addresses("192.0.2.1", "2001:db8::1"), resolver.addresses("Both.Example."));
  }

  @Test
  void mailServersComeByPreference() throws IOException {
    assertEquals(
        List.of(new MailServer(10, "a.example"), new MailServer(20, "b.example")),
        resolver.mailServers("mail.example"));
    assertEquals(List.of(new MailServer(0, "")), resolver.mailServers("none.example"));
  }

  @Test
  void stringsOfATextAreJoined() throws IOException {
    assertEquals(List.of("one two"), resolver.texts("text.example"));
  }

  @Test
  void hostsAreFoundByAddressesOfBothFamilies() throws IOException {
    String nibbles = "1." + "0.".repeat(23) + "8.b.d.0.1.0.0.2.ip6.arpa.";
    zone.with(nibbles + " 60 PTR six.example.");
    assertEquals(List.of("host.example"), resolver.hosts(InetAddress.getByName("192.0.2.7")));
    assertEquals(List.of("six.example"), resolver.hosts(InetAddress.getByName("2001:db8::1")));
    assertEquals(List.of(), resolver.hosts(InetAddress.getByName("192.0.2.8")));
  }

  @Test
  void whatIsNotThereIsAnEmptyList() throws IOException {
    assertEquals(List.of(), resolver.mailServers("both.example"));
    assertEquals(List.of(), resolver.texts("nobody.example"));
    assertEquals(List.of(), resolver.addresses("dangling.example"));
    int asked = server.asked().size();
    assertEquals(List.of(), resolver.addresses("nobody.example"));
    assertEquals(asked + 1, server.asked().size(), "a name that is not there has no AAAA either");
  }

  @Test
  void aliasesAreFollowedButNotInACircle() throws IOException {
    assertEquals(addresses("192.0.2.1", "2001:db8::1"), resolver.addresses("alias.example"));
    for (String name : List.of("ring.example", "self.example")) {
      IOException e = assertThrows(IOException.class, () -> resolver.mailServers(name));
      assertTrue(String.valueOf(e.getMessage()).startsWith("MX " + name + ": "), e.getMessage());
    }
    int asked = server.asked().size();
    assertTrue(asked < 40, asked + " questions");
  }

  @Test
  void answersAreKeptAsLongAsTheyAllow() throws IOException {
    resolver.texts("text.example");
    now = now.plusSeconds(59);
    resolver.texts("TEXT.example");
    assertEquals(1, server.asked().size());
    now = now.plusSeconds(1);
    resolver.texts("text.example");
    assertEquals(2, server.asked().size());
    resolver.mailServers("mail.example"); // the shortest of its records counts
    now = now.plusSeconds(60);
    resolver.mailServers("mail.example");
    assertEquals(4, server.asked().size());
  }

  @Test
  void anAliasEndsWhatItLeadsTo() throws IOException {
    zone.with("to.example. 30 CNAME text.example.");
    resolver.texts("to.example");
    assertEquals(2, server.asked().size());
    now = now.plusSeconds(29);
    assertEquals(List.of("one two"), resolver.texts("to.example"));
    assertEquals(2, server.asked().size());
    now = now.plusSeconds(1);
    resolver.texts("to.example");
    assertEquals(4, server.asked().size());
  }

  @Test
  void aNoIsKeptAsLongAsTheZoneSays() throws IOException {
    resolver.texts("nobody.example");
    now = now.plusSeconds(299);
    resolver.texts("nobody.example");
    assertEquals(1, server.asked().size());
    now = now.plusSeconds(1);
    resolver.texts("nobody.example");
    assertEquals(2, server.asked().size());
  }

  @Test
  void nothingIsKeptForMoreThanADay() throws IOException {
    zone.with("long.example. 2000000 TXT x").with("never.example. 0 TXT x");
    resolver.texts("long.example");
    now = now.plusSeconds(86_399);
    resolver.texts("long.example");
    assertEquals(1, server.asked().size());
    now = now.plusSeconds(1);
    resolver.texts("long.example");
    assertEquals(2, server.asked().size());
    resolver.texts("never.example");
    resolver.texts("never.example");
    assertEquals(4, server.asked().size());
  }

  @Test
  void whatWasNotAskedForLongestMakesRoom() throws IOException {
    for (String name : List.of("a", "b", "c", "a", "d", "a", "c")) {
      resolver.texts(name + ".example");
    }
    assertEquals(4, server.asked().size());
    resolver.texts("b.example");
    assertEquals(5, server.asked().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "..", "a..example", ".example", "a b", "a\\046b", "a\nb", "[192.0.2.1]"})
  void whatCanBeNoNameIsNotAsked(String name) {
    assertThrows(IllegalArgumentException.class, () -> resolver.texts(name));
  }

  @Test
  void namesThatAreTooLongAreNotAsked() {
    for (String name :
        List.of("x".repeat(64) + ".example", "x.".repeat(127) + "example", "\u00e9")) {
      assertThrows(IllegalArgumentException.class, () -> resolver.addresses(name), name);
    }
    assertEquals(0, server.asked().size());
  }
}
