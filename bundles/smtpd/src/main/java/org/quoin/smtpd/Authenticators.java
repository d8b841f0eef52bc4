package org.quoin.smtpd;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.quoin.api.PluginName;
import org.quoin.api.user.Authenticator;
import org.quoin.api.user.Login;
import org.quoin.api.user.ScramKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The authenticators that the operator has named, asked in their order: the first yes counts. Only
 * if all of them say no it is no; one that is absent or in trouble does not know yet.
 *
 * @param present the services that are there now, with their properties, in ascending ranking
 */
record Authenticators(
    List<String> order, Supplier<List<Map.Entry<Map<String, Object>, Authenticator>>> present)
    implements Authenticator {
  private static final Logger LOG = LoggerFactory.getLogger(Authenticators.class);

  /** What one of them is asked. */
  @FunctionalInterface
  private interface Question<T> {
    Optional<T> ask(Authenticator authenticator) throws IOException;
  }

  /**
   * One that cannot tell might judge passwords: so peers are told to come back, not that we can't.
   */
  @Override
  public Set<Proof> proofs() {
    Set<Proof> proofs = EnumSet.noneOf(Proof.class);
    for (String name : order) {
      try {
        proofs.addAll(named(name).proofs());
      } catch (IOException | RuntimeException | LinkageError e) {
        LOG.debug("authenticator {}: {}", name, e.toString());
        proofs.add(Proof.PASSWORD);
      }
    }
    return proofs;
  }

  @Override
  public Optional<Login> password(String user, String password) throws IOException {
    return first(each -> each.password(user, password));
  }

  @Override
  public Optional<Login> cramMd5(String user, String challenge, String digest) throws IOException {
    return first(each -> each.cramMd5(user, challenge, digest));
  }

  @Override
  public Optional<ScramKeys> scramSha256(String user) throws IOException {
    return first(each -> each.scramSha256(user));
  }

  private <T> Optional<T> first(Question<T> question) throws IOException {
    boolean unknown = false;
    for (String name : order) {
      try {
        Optional<T> answer = question.ask(named(name));
        if (answer.isPresent()) {
          return answer;
        }
      } catch (IOException | RuntimeException | LinkageError e) {
        LOG.warn("authenticator {}: {}", name, e.toString());
        unknown = true;
      }
    }
    if (unknown) {
      throw new IOException("not every authenticator can tell now");
    }
    return Optional.empty();
  }

  private Authenticator named(String name) throws IOException {
    return present.get().stream()
        .filter(each -> name.equals(each.getKey().get(PluginName.PROPERTY)))
        .map(Map.Entry::getValue)
        .reduce((lower, higher) -> higher)
        .orElseThrow(() -> new IOException("it is not installed"));
  }
}
