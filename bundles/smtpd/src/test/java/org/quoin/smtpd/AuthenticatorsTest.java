package org.quoin.smtpd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.quoin.api.PluginName;
import org.quoin.api.user.Authenticator;
import org.quoin.api.user.Authenticator.Proof;
import org.quoin.api.user.Login;

/** Asked in turn: yes is yes, no is no only of all, and all else is not known yet. */
class AuthenticatorsTest {
  private final FakeAuthenticator one = FakeAuthenticator.all();
  private final FakeAuthenticator two = new FakeAuthenticator(Set.of(Proof.CRAM_MD5));

  @Test
  void theFirstYesCounts() throws IOException {
    Authenticators both = authenticators("one", "two");
    assertEquals(Optional.of(new Login("tim")), both.password("tim", "tanstaaftanstaaf"));
    assertEquals(List.of(1, 0), List.of(one.asked, two.asked));
    assertEquals(Optional.empty(), both.password("tim", "x"));
    assertEquals(List.of(2, 1), List.of(one.asked, two.asked));
  }

  @Test
  void aYesBehindTroubleIsAYesAndANoIsNotKnown() throws IOException {
    one.broken();
    Authenticators both = authenticators("one", "two");
    assertEquals(Optional.of(new Login("tim")), both.password("tim", "tanstaaftanstaaf"));
    assertThrows(IOException.class, () -> both.password("tim", "x"));
    assertThrows(IOException.class, () -> authenticators("away").scramSha256("user"));
  }

  @Test
  void classesThatAreSwappedAwayAreTrouble() {
    Authenticator gone =
        new Authenticator() {
          @Override
          public Set<Proof> proofs() {
            throw new NoClassDefFoundError("swapped away");
          }

          @Override
          public Optional<Login> password(String user, String password) {
            throw new IllegalStateException("the bundle has been stopped");
          }
        };
    Authenticators one = new Authenticators(List.of("gone"), () -> List.of(entry("gone", gone)));
    assertThrows(IOException.class, () -> one.password("tim", "x"));
    assertEquals(Set.of(Proof.PASSWORD), one.proofs());
  }

  @Test
  void whatAnyOfThemCanJudgeIsOfferedAndWhoIsNotNamedIsNotAsked() throws IOException {
    assertEquals(Set.of(Proof.CRAM_MD5), authenticators("two").proofs());
    assertEquals(Set.of(Proof.values()), authenticators("two", "one").proofs());
    assertEquals(Set.of(Proof.CRAM_MD5, Proof.PASSWORD), authenticators("two", "away").proofs());
    assertEquals(Set.of(), authenticators().proofs());
    assertEquals(Optional.empty(), authenticators().password("tim", "tanstaaftanstaaf"));
    assertEquals(0, one.asked);
  }

  @Test
  void ofSeveralWithOneNameTheHighestRankingIsAsked() throws IOException {
    new Authenticators(List.of("x"), () -> List.of(entry("x", one), entry("x", two)))
        .password("tim", "x");
    assertEquals(List.of(0, 1), List.of(one.asked, two.asked));
  }

  private Authenticators authenticators(String... order) {
    return new Authenticators(List.of(order), () -> List.of(entry("one", one), entry("two", two)));
  }

  private static Map.Entry<Map<String, Object>, Authenticator> entry(
      String name, Authenticator authenticator) {
    return Map.entry(Map.of(PluginName.PROPERTY, name), authenticator);
  }
}
