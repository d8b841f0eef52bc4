package org.quoin.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.quoin.kit.Await;
import org.quoin.kit.Platform;
import org.quoin.kit.Programs;
import org.quoin.kit.Result;

/** Programs that everybody sends mail with, against a platform as it comes: TLS and AUTH. */
@NeedsDistribution
final class SmtpPeersIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Path SCRIPTS = Path.of("src/test/resources/peers").toAbsolutePath();

  /** Debian packages that cannot be installed beside each other, unpacked. */
  private static final Path UNPACKED = Path.of(System.getenv().getOrDefault("QUOIN_PEERS", "-"));

  /** Of {@code openssl passwd -6} for "other words". */
  private static final String HASH =
      "$6$saltsalt$Em.6l63dyoOO/cJKWp2gzOwyTF/2Q0M68BgzbY"
          + "dIDSBfCfTXB.vHnXqHptoaaqzwCH5XgGMfWaaHxn61.HOwt1";

  @TempDir static Path folder;
  private static Platform platform;

  @BeforeAll
  static void start() throws Exception {
    platform = new Platform(folder.resolve("base")).create();
    passwords("alice:{PLAIN}secret word\nbob:{CRYPT}" + HASH);
    for (String listener : List.of("submission", "smtps")) {
      Path file = platform.base().resolve("etc/org.quoin.net.listener-" + listener + ".cfg");
      Files.writeString(file, "variables = SMTPAUTH=\"+cram\"\n", StandardOpenOption.APPEND);
    }
    platform.start();
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  private static void passwords(String line) throws IOException {
    Path file = platform.base().resolve("users/passwords");
    Files.writeString(file, line + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private static void assertCame(String token) throws Exception {
    Await.until("mail of " + token, LIMIT, () -> platform.maildirs().texts(token).size() == 1);
  }

  private static void assertCame(String token, String protocol) throws Exception {
    assertCame(token);
    String mail = platform.maildirs().texts(token).get(0);
    assertTrue(mail.contains(" with " + protocol + "; "), mail);
  }

  private static Result run(List<String> command, String input) throws IOException {
    return Programs.run(new ProcessBuilder(command), input, LIMIT);
  }

  private static boolean isThere(String... command) {
    try {
      return run(List.of(command), "").good();
    } catch (IOException e) {
      return false;
    }
  }

  private static void swaks(String token, String listener, String... options) throws Exception {
    assumeTrue(isThere("swaks", "--version"), "swaks is not installed");
    assumeTrue(isThere("perl", "-MNet::SSLeay", "-e1"), "Perl has no Net::SSLeay");
    List<String> command = new ArrayList<>(List.of("swaks", "--server", "127.0.0.1"));
    command.addAll(List.of("--port", "" + platform.port(listener)));
    command.addAll(List.of("--from", "ann@peers.test", "--to", "alice@localhost"));
    command.addAll(List.of("--header", "X-Token: " + token));
    command.addAll(List.of(options));
    Result result = run(command, "");
    assertTrue(result.good(), result.toString());
  }

  @Test
  void swaksSpeaksTlsAndPipelines() throws Exception {
    swaks("tls", "SMTP", "--tls", "--pipeline");
    assertCame("tls", "ESMTPS");
    swaks("clear", "SMTP", "--pipeline");
    assertCame("clear", "SMTP");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PLAIN", "LOGIN", "CRAM-MD5"})
  void swaksLogsIn(String mechanism) throws Exception {
    String[] login = {
      "--auth", mechanism, "--auth-user", "alice", "--auth-password", "secret word"
    };
    swaks(mechanism, "SUBMISSION", concat(login, "--tls"));
    assertCame(mechanism, "ESMTPSA");
    swaks(mechanism + "-s", "SMTPS", concat(login, "--tls-on-connect"));
    assertCame(mechanism + "-s", "ESMTPSA");
  }

  @Test
  void whoHasAHashForAPasswordLogsInToo() throws Exception {
    String[] login = {"--auth", "PLAIN", "--auth-user", "bob", "--auth-password", "other words"};
    swaks("hash", "SUBMISSION", concat(login, "--tls"));
    assertCame("hash", "ESMTPSA");
  }

  private static String[] concat(String[] words, String more) {
    List<String> all = new ArrayList<>(List.of(words));
    all.add(more);
    return all.toArray(String[]::new);
  }

  @Test
  void whoDoesNotLogInOrLiesSubmitsNothing() throws Exception {
    assumeTrue(isThere("swaks", "--version"), "swaks is not installed");
    List<String> command =
        List.of(
            "swaks",
            "--server",
            "127.0.0.1:" + platform.port("SUBMISSION"),
            "--to",
            "alice@localhost");
    Result without = run(command, "");
    assertTrue(without.out().contains("530 5.7.0 Authentication required"), without.toString());
    List<String> lie = new ArrayList<>(command);
    lie.addAll(List.of("--tls", "--auth", "PLAIN", "--auth-user", "alice"));
    lie.addAll(List.of("--auth-password", "secret words"));
    Result lying = run(lie, "");
    assertTrue(lying.out().contains("535 5.7.8 authorization failed"), lying.toString());
    assertFalse(lying.out().contains("MAIL FROM"), lying.toString());
  }

  @Test
  void opensslShakesHands() throws Exception {
    assumeTrue(isThere("openssl", "version"), "openssl is not installed");
    List<String> command =
        List.of(
            "openssl",
            "s_client",
            "-quiet",
            "-ign_eof",
            "-starttls",
            "smtp",
            "-connect",
            "127.0.0.1:" + platform.port("SMTP"));
    Result result = run(command, "NOOP\r\nQUIT\r\n");
    assertTrue(
        result.out().contains("\r\n221 ") || result.out().contains("\n221 "), result.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "-tls1_3, 'New, TLSv1.3,'",
    "-tls1_2, 'New, TLSv1.2,'",
    "-tls1_1 -cipher DEFAULT@SECLEVEL=0, alert protocol version"
  })
  void opensslGetsTls13And12ButNothingOlder(String option, String said) throws Exception {
    assumeTrue(isThere("openssl", "version"), "openssl is not installed");
    String command = "openssl s_client " + option + " -connect 127.0.0.1:" + platform.port("SMTPS");
    Result result = run(List.of("sh", "-c", command + " </dev/null"), "");
    assertTrue(result.text().contains(said), result.toString());
  }

  @Test
  void pythonSubmitsMailBeyondAscii() throws Exception {
    assumeTrue(isThere("python3", "--version"), "python3 is not installed");
    String script = Files.readString(SCRIPTS.resolve("submit.py"));
    Result result =
        run(
            List.of("python3", "-", "" + platform.port("SUBMISSION"), "" + platform.port("SMTPS")),
            script);
    assertTrue(result.good(), result.toString());
    assertCame("python", "UTF8SMTPSA");
    assertCame("python-s", "ESMTPSA");
    assertTrue(platform.maildirs().texts("python").get(0).contains("\nMessage-ID: <"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"exim", "opensmtpd", "postfix"})
  void mailServersSendWithTls(String server) throws Exception {
    assumeTrue(isThere("unshare", "--mount", "true"), "this needs root");
    boolean there =
        server.equals("postfix")
            ? Files.exists(Path.of("/usr/sbin/postfix"))
            : Files.exists(UNPACKED.resolve("usr/sbin"));
    assumeTrue(there, server + " is not there: QUOIN_PEERS=" + UNPACKED);
    Path work = Files.createDirectory(folder.resolve(server));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    List<String> command = new ArrayList<>(List.of("unshare", "--mount", "--pid", "--fork"));
    command.addAll(List.of("--kill-child", "sh", SCRIPTS.resolve(server + ".sh").toString()));
    command.addAll(List.of(UNPACKED.toString(), work.toString(), "" + platform.port("SMTP")));
    Result result = run(command, "");
    assertEquals(0, result.exit(), result.toString());
    assertCame(server, "ESMTPS");
  }
}
