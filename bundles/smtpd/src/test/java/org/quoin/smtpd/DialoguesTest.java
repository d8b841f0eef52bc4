package org.quoin.smtpd;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.quoin.api.Reply;
import org.quoin.api.net.Encryption;
import org.quoin.api.user.Authenticator.Proof;

/** Holds every conversation in {@code src/test/resources/dialogues} with the server. */
class DialoguesTest {
  private static final Path FOLDER = Path.of("src/test/resources/dialogues");
  private static final int PATIENCE_MILLIS = 20_000;

  @TestFactory
  List<DynamicTest> theServerKeepsToItsScripts() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      List<Path> scripts = files.sorted().toList();
      assertTrue(scripts.size() > 10, "the scripts are gone");
      return scripts.stream()
          .map(file -> dynamicTest(file.getFileName().toString(), () -> hold(file)))
          .toList();
    }
  }

  private static void hold(Path file) throws IOException, InterruptedException {
    DialogueScript script = DialogueScript.read(file);
    SmtpProtocol protocol = bench(script).protocol();
    try (ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket client = new Socket(port.getInetAddress(), port.getLocalPort());
        Socket server = port.accept()) {
      client.setSoTimeout(PATIENCE_MILLIS);
      Thread thread = Thread.ofVirtual().start(() -> serve(protocol, server, script));
      script.hold(client.getInputStream(), client.getOutputStream());
      client.shutdownOutput();
      thread.join();
    }
  }

  /** From {@code given variable NAME VALUE}. */
  private static Map<String, String> variables(DialogueScript script) {
    return script.given().stream()
        .filter(given -> given.name().equals("variable"))
        .collect(
            Collectors.toMap(
                given -> word(given.value()),
                given -> given.value().substring(given.value().indexOf(' ') + 1)));
  }

  private static void serve(SmtpProtocol protocol, Socket server, DialogueScript script) {
    try (server) {
      FakeConnection connection =
          new FakeConnection(
              server.getInputStream(),
              server.getOutputStream(),
              FakeConnection.PEER,
              variables(script));
      if (script.given().stream().anyMatch(given -> given.name().equals("encrypted"))) {
        connection.encryption =
            Optional.of(new Encryption("TLSv1.3", "test", Optional.empty(), Optional.empty()));
      }
      boolean submission =
          script.given().stream().anyMatch(given -> given.name().equals("submission"));
      protocol.serve(connection, submission ? House.Kind.SUBMISSION : House.Kind.RELAY);
    } catch (IOException e) {
      // The client is gone; the script has said what it wanted to hear.
    }
  }

  private static Bench bench(DialogueScript script) {
    FakeControlFiles control = FakeControlFiles.usual();
    FakeQueue queue = new FakeQueue();
    Bench bench = new Bench(control, queue);
    Settings settings = Settings.DEFAULT;
    for (DialogueScript.Given given : script.given()) {
      String value = given.value();
      switch (given.name()) {
        case "line.bytes" -> settings = with(settings, Integer.parseInt(value), 0, 0);
        case "recipients" -> settings = with(settings, 0, Integer.parseInt(value), 0);
        case "errors" -> settings = with(settings, 0, 0, Integer.parseInt(value));
        case "extensions" -> settings = with(settings, Extension.parse(value));
        case "no-intake" -> bench.withoutIntake();
        case "discards" -> queue.discards(true);
        case "disk-full" -> queue.reads(false);
        case "busy" -> queue.busy(word(value), reply(value));
        case "refuse" -> queue.refuse(word(value), reply(value));
        case "broken" -> queue.broken(value);
        case "unreadable" -> control.unreadable(value);
        case "authenticators" -> bench.auth(auth(value));
        case "authenticator" -> bench.authenticator(value, FakeAuthenticator.all());
        case "broken-authenticator" -> bench.authenticator(value, FakeAuthenticator.all().broken());
        case "password-authenticator" ->
            bench.authenticator(value, new FakeAuthenticator(Set.of(Proof.PASSWORD)));
        case "variable", "encrypted", "submission" -> {}
        default -> control.with(given.name(), value + "\n");
      }
    }
    return bench.settings(settings);
  }

  /** From {@code NAMES}; three failures end a session, and five are too many of one address. */
  private static AuthSettings auth(String names) {
    return new AuthSettings(List.of(names.split(" ", -1)), 3, 5, Duration.ofMinutes(10));
  }

  private static Settings with(Settings old, int lineBytes, int recipients, int errors) {
    return new Settings(
        lineBytes == 0 ? old.lineBytes() : lineBytes,
        recipients == 0 ? old.recipients() : recipients,
        errors == 0 ? old.errors() : errors,
        old.extensions(),
        old.strictLines(),
        old.help());
  }

  private static Settings with(Settings old, Set<Extension> extensions) {
    return new Settings(
        old.lineBytes(), old.recipients(), old.errors(), extensions, old.strictLines(), old.help());
  }

  private static String word(String value) {
    return value.substring(0, value.indexOf(' '));
  }

  /** From {@code CALL CODE TEXT}. */
  private static Reply reply(String value) {
    String[] words = value.split(" ", 3);
    return new Reply(Integer.parseInt(words[1]), words[2]);
  }
}
