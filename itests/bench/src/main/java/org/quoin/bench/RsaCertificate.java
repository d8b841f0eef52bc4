package org.quoin.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.quoin.kit.Programs;
import org.quoin.kit.Result;

/**
 * A certificate for localhost that nobody has signed, and its key, in one PEM file. RSA, which
 * every server can have.
 */
final class RsaCertificate {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String WORD = "benchmark";
  private static final int LINE = 64;

  private RsaCertificate() {}

  /** Makes one in this folder. */
  static Path make(Path folder) throws IOException {
    Path store = folder.resolve("keys.p12");
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    String words =
        "-genkeypair -keyalg RSA -keysize 2048 -alias host -dname CN=localhost -validity 30";
    List<String> command = new ArrayList<>(List.of(keytool.toString()));
    command.addAll(List.of(words.split(" ", -1)));
    command.addAll(List.of("-keystore", store.toString(), "-storepass", WORD));
    Result result = Programs.run(new ProcessBuilder(command), "", LIMIT);
    if (!result.good()) {
      throw new IOException("keytool: " + result.text());
    }
    Path file = Files.writeString(folder.resolve("host.pem"), pem(store));
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private static String pem(Path store) throws IOException {
    try (InputStream in = Files.newInputStream(store)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, WORD.toCharArray());
      return pem("PRIVATE KEY", keys.getKey("host", WORD.toCharArray()).getEncoded())
          + pem("CERTIFICATE", keys.getCertificate("host").getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private static String pem(String what, byte[] bytes) {
    byte[] end = "\n".getBytes(StandardCharsets.US_ASCII);
    String text = Base64.getMimeEncoder(LINE, end).encodeToString(bytes);
    return "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n";
  }
}
