package org.quoin.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.quoin.api.event.MailEvent;
import org.quoin.api.event.MailEvents;
import org.quoin.api.table.ControlFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificates of all listeners, read again when a file has changed. A new file that cannot be
 * used changes nothing: the one before serves on. Where there is none at all, one is made.
 */
@Component(service = Certificates.class)
public final class Certificates {
  private static final Logger LOG = LoggerFactory.getLogger(Certificates.class);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  /** What is known of a file: when and how long it was, or that it was not there. */
  private record Stamp(Path file, @Nullable FileTime time, long bytes) {
    static Stamp of(Path file) {
      try {
        return new Stamp(file, Files.getLastModifiedTime(file), Files.size(file));
      } catch (IOException e) {
        return new Stamp(file, null, -1);
      }
    }
  }

  /**
   * @param checked when the files were last looked at
   */
  private record Loaded(
      Instant checked, List<Stamp> stamps, @Nullable Credentials credentials, String trouble) {
    boolean isFresh(Instant now) {
      return now.isBefore(checked.plus(LOOK_AGAIN)) && !checked.isAfter(now);
    }

    Credentials use() throws IOException {
      if (credentials == null) {
        throw new IOException(trouble);
      }
      return credentials;
    }
  }

  private final Path base;
  private final InstantSource clock;
  private final Map<Tls.Files, Loaded> known = new ConcurrentHashMap<>();
  private final Supplier<@Nullable ControlFiles> control;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable ControlFiles files;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable MailEvents events;

  @Activate
  public Certificates(BundleContext context) {
    this.base =
        Path.of(Objects.requireNonNull(context.getProperty("quoin.base"), "quoin.base is not set"));
    this.control = () -> files;
    this.clock = InstantSource.system();
  }

  /** In tests. */
  Certificates(Path base, @Nullable ControlFiles control, InstantSource clock) {
    this.base = base;
    this.clock = clock;
    this.control = () -> control;
  }

  /** Makes a certificate if the listener's is not there. */
  void provide(Tls tls) {
    Path file = path(tls.files().certificate());
    if (known.containsKey(tls.files())
        || tls.mode() == Tls.Mode.OFF
        || !tls.files().key().isEmpty()
        || Files.exists(file)) {
      return;
    }
    try {
      SelfSigned.write(file, host());
      LOG.info("{} was not there; a self-signed certificate has been made", file);
    } catch (FileAlreadyExistsException e) {
      LOG.debug("{}: another listener was first", file);
    } catch (IOException | RuntimeException e) {
      LOG.warn("{}: no certificate could be made: {}", file, e.toString());
    }
  }

  private String host() throws IOException {
    ControlFiles present = control.get();
    return present == null ? "localhost" : present.line("me").orElse("localhost");
  }

  private Path path(String name) {
    return base.resolve(name);
  }

  /**
   * What encrypts connections with these files now.
   *
   * @throws IOException if they cannot be used, and never could
   */
  Credentials credentials(Tls.Files wanted) throws IOException {
    Instant now = clock.instant();
    Loaded before = known.get(wanted);
    if (before != null && before.isFresh(now)) {
      return before.use();
    }
    List<Stamp> stamps = stamps(wanted);
    Loaded loaded =
        before == null || !before.stamps().equals(stamps)
            ? load(wanted, stamps, before)
            : new Loaded(now, stamps, before.credentials(), before.trouble());
    known.put(wanted, loaded);
    return loaded.use();
  }

  private List<Stamp> stamps(Tls.Files wanted) {
    List<Path> all = new ArrayList<>(List.of(path(wanted.certificate()), key(wanted)));
    all.add(path(wanted.authorities()));
    all.addAll(more(wanted));
    return all.stream().map(Stamp::of).toList();
  }

  private Path key(Tls.Files wanted) {
    return path(wanted.key().isEmpty() ? wanted.certificate() : wanted.key());
  }

  /** A folder that cannot be read has none. */
  private List<Path> more(Tls.Files wanted) {
    Path folder = path(wanted.more());
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".pem")).sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      say(folder + ": " + e.getMessage(), e);
      return List.of();
    }
  }

  private Loaded load(Tls.Files wanted, List<Stamp> stamps, @Nullable Loaded before) {
    Instant now = clock.instant();
    try {
      List<Identity> identities = new ArrayList<>();
      identities.add(Identity.read(path(wanted.certificate()), key(wanted)));
      more(wanted).forEach(file -> add(file, identities));
      return new Loaded(now, stamps, Credentials.of(identities, authorities(wanted)), "");
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      String trouble = "no certificate: " + e.getMessage();
      Credentials old = before == null ? null : before.credentials();
      say(trouble + (old == null ? "" : "; the one before serves on"), e);
      return new Loaded(now, stamps, old, trouble);
    }
  }

  /** One bad file of many takes TLS from nobody but the hosts in it. */
  private void add(Path file, List<Identity> identities) {
    try {
      identities.add(Identity.read(file, file));
    } catch (IOException | RuntimeException e) {
      say("no certificate: " + e.getMessage(), e);
    }
  }

  private void say(String text, Exception e) {
    LOG.error(text, e);
    MailEvents target = events;
    if (target != null) {
      target.publish(new MailEvent.Alert("net", text));
    }
  }

  /** Nobody is trusted where there is no such file. */
  private List<X509Certificate> authorities(Tls.Files wanted) throws IOException {
    Path file = path(wanted.authorities());
    return Files.exists(file) ? Identity.certificates(file) : List.of();
  }
}
