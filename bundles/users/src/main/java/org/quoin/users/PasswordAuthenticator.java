package org.quoin.users;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.quoin.api.PluginName;
import org.quoin.api.user.Authenticator;
import org.quoin.api.user.Login;
import org.quoin.api.user.ScramKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The passwords of {@code users/passwords} ({@link PasswordSyntax}), as the file is now. An unknown
 * name takes as long as a known one. Where the file is absent nothing is offered, and who asks all
 * the same is told to come back.
 */
@Component(configurationPid = "org.quoin.users")
@PluginName("passwords")
public final class PasswordAuthenticator implements Authenticator {
  private static final Logger LOG = LoggerFactory.getLogger(PasswordAuthenticator.class);

  /** A longer one is none: crypt takes time for each of its bytes. */
  private static final int MOST_LETTERS = 512;

  private final PasswordFile file;
  private final Current<Passwords> current;
  private volatile List<String> said = List.of();

  @Activate
  public PasswordAuthenticator(BundleContext context, AssignDirectory.Config config) {
    this(Base.of(context).passwords(config.max_bytes()), InstantSource.system());
  }

  PasswordAuthenticator(TextFile file, InstantSource clock) {
    this.file = new PasswordFile(file);
    this.current = new Current<>(file, this::parsed, clock, "nobody can log in");
  }

  private Passwords parsed(String text) throws IOException {
    Passwords all = file.parsed(text);
    if (!all.troubles().equals(said)) {
      all.troubles().forEach(trouble -> LOG.error("users/passwords {}", trouble));
      said = all.troubles();
    }
    return all;
  }

  /** A file in trouble still lets passwords be tried, so that peers are told to come back. */
  @Override
  public Set<Proof> proofs() {
    try {
      return file.exists() ? current.now().proofs() : Set.of();
    } catch (IOException e) {
      return Set.of(Proof.PASSWORD);
    }
  }

  @Override
  public Optional<Login> password(String user, String password) throws IOException {
    if (password.isEmpty() || password.length() > MOST_LETTERS) {
      return Optional.empty();
    }
    Passwords all = current.now();
    Optional<Secret> known = all.of(user);
    boolean right = known.orElseGet(all::decoy).matches(password);
    return known.isPresent() && right ? Optional.of(new Login(user)) : Optional.empty();
  }

  @Override
  public Optional<Login> cramMd5(String user, String challenge, String digest) throws IOException {
    Optional<Secret> known = current.now().of(user);
    PlainSecret secret =
        known.orElse(null) instanceof PlainSecret plain ? plain : new PlainSecret("nobody");
    boolean right = secret.answers(challenge, digest);
    return right && known.filter(secret::equals).isPresent()
        ? Optional.of(new Login(user))
        : Optional.empty();
  }

  @Override
  public Optional<ScramKeys> scramSha256(String user) throws IOException {
    return current.now().of(user).orElse(null) instanceof ScramSecret secret
        ? Optional.of(secret.keys(new Login(user)))
        : Optional.empty();
  }
}
