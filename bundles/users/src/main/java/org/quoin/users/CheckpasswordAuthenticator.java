package org.quoin.users;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.quoin.api.PluginName;
import org.quoin.api.user.Authenticator;
import org.quoin.api.user.Login;

/**
 * Asks a checkpassword program, such as those of vpopmail or vmailmgr (C10, G2). Not there until
 * {@code etc/org.quoin.users.checkpassword.cfg} is.
 */
@Component(
    configurationPid = "org.quoin.users.checkpassword",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@PluginName("checkpassword")
public final class CheckpasswordAuthenticator implements Authenticator {
  private final Checkpassword program;
  private final boolean cram;

  /** PID {@code org.quoin.users.checkpassword}. */
  @interface Config {
    /** The program and its arguments, with blanks between them. */
    String command();

    /**
     * Whether it can judge CRAM-MD5: the password is the digest then, the third is the challenge.
     */
    boolean cram() default false;

    /** Longest time for one answer. */
    int seconds() default 30;

    /** Programs at a time. */
    int concurrency() default 10;
  }

  @Activate
  public CheckpasswordAuthenticator(Config config) {
    this(program(config), config.cram());
  }

  CheckpasswordAuthenticator(Checkpassword program, boolean cram) {
    this.program = program;
    this.cram = cram;
  }

  private static Checkpassword program(Config config) {
    List<String> words = words(config.command());
    if (words.isEmpty() || config.seconds() < 1 || config.concurrency() < 1) {
      throw new IllegalArgumentException(
          "org.quoin.users.checkpassword: needs a command, seconds and concurrency from 1");
    }
    return new Checkpassword(words, Duration.ofSeconds(config.seconds()), config.concurrency());
  }

  static List<String> words(String command) {
    return command.isBlank() ? List.of() : List.of(command.strip().split("\\s+", -1));
  }

  @Deactivate
  void stop() {
    program.close();
  }

  @Override
  public Set<Proof> proofs() {
    return cram ? EnumSet.of(Proof.PASSWORD, Proof.CRAM_MD5) : EnumSet.of(Proof.PASSWORD);
  }

  @Override
  public Optional<Login> password(String user, String password) throws IOException {
    return login(user, !password.isEmpty() && program.accepts(user, password, ""));
  }

  @Override
  public Optional<Login> cramMd5(String user, String challenge, String digest) throws IOException {
    return login(user, cram && program.accepts(user, digest, challenge));
  }

  private static Optional<Login> login(String user, boolean accepted) {
    return accepted && !user.isEmpty() ? Optional.of(new Login(user)) : Optional.empty();
  }
}
