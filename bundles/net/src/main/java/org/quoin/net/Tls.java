package org.quoin.net;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Whether and how a listener encrypts.
 *
 * @param versions of the protocol, as the JDK names them
 */
record Tls(Mode mode, List<String> versions, Files files) {
  static final Tls OFF = new Tls(Mode.OFF, List.of("TLSv1.3", "TLSv1.2"), Files.DEFAULT);

  private static final Set<String> KNOWN = Set.of("TLSv1.3", "TLSv1.2");

  /** When encryption begins. */
  enum Mode {
    OFF,
    /** When the peer asks for it (RFC 3207). */
    STARTTLS,
    /** With the connection (RFC 8314). */
    IMPLICIT
  }

  /**
   * PEM files, absolute or relative to the base folder.
   *
   * @param certificate the chain, our own certificate first
   * @param key empty = in the same file
   * @param more folder with files of more names, each chain and key
   * @param authorities that may have signed the certificates of clients
   */
  record Files(String certificate, String key, String more, String authorities) {
    static final Files DEFAULT =
        new Files("control/servercert.pem", "", "control/tls", "control/clientca.pem");
  }

  static Tls of(Listener.Config config) {
    return new Tls(
        mode(config.tls().strip()),
        versions(config.tls_versions()),
        new Files(
            config.tls_certificate().strip(),
            config.tls_key().strip(),
            config.tls_folder().strip(),
            config.tls_authorities().strip()));
  }

  private static Mode mode(String text) {
    return switch (text) {
      case "off" -> Mode.OFF;
      case "starttls" -> Mode.STARTTLS;
      case "implicit" -> Mode.IMPLICIT;
      default ->
          throw new IllegalArgumentException("tls is not off, starttls or implicit: " + text);
    };
  }

  private static List<String> versions(String... elements) {
    List<String> versions =
        Arrays.stream(elements)
            .flatMap(element -> Arrays.stream(element.split(",", -1)))
            .map(String::strip)
            .filter(text -> !text.isEmpty())
            .toList();
    for (String version : versions) {
      if (!KNOWN.contains(version)) {
        throw new IllegalArgumentException("tls.versions: neither TLSv1.3 nor TLSv1.2: " + version);
      }
    }
    if (versions.isEmpty()) {
      throw new IllegalArgumentException("tls.versions is empty");
    }
    return versions;
  }
}
