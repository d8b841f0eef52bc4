package org.quoin.programs;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.quoin.api.program.LocalProgram;

/**
 * A folder for one run of a program: {@code home} where it runs, {@code base} with control files,
 * what it wrote, and a recorder in place of qmail-queue.
 */
final class TestPlace implements Place, AutoCloseable {

  /** What reached the queue. */
  record Queued(String sender, List<String> recipients, String message) {}

  private static final String RECORDER =
      """
      #!/bin/sh
      cat >'ROOT/message' && cat <&1 >'ROOT/envelope' || exit 54
      printf '%s' 'TEXT' >&6
      exit EXIT
      """;

  private final Path root;
  private final Map<String, String> environment = new HashMap<>();
  private final PrintStream out;
  private final PrintStream err;

  TestPlace(Path root) throws IOException {
    this.root = root;
    Files.createDirectories(folder());
    Files.createDirectories(base().resolve("control"));
    out = new PrintStream(new FileOutputStream(root.resolve("out").toFile(), true), true);
    err = new PrintStream(new FileOutputStream(root.resolve("err").toFile(), true), true);
    environment.put("PATH", System.getenv("PATH"));
    environment.put("QUOIN_BASE", base().toString());
    environment.put("QMAILQUEUE", root.resolve("qmail-queue").toString());
    answer(0, "");
  }

  Path base() {
    return root.resolve("base");
  }

  /** How qmail-queue ends, and what it says on descriptor 6. */
  void answer(int exit, String text) throws IOException {
    String script =
        RECORDER
            .replace("ROOT", root.toString())
            .replace("TEXT", text)
            .replace("EXIT", String.valueOf(exit));
    write(script);
    if (exit != 0) {
      Files.writeString(root.resolve("refuses"), "");
    }
  }

  /** How qmail-queue ends without reading anything. */
  void fail(String command) throws IOException {
    write("#!/bin/sh\n" + command + "\n");
  }

  private void write(String script) throws IOException {
    Path recorder = root.resolve("qmail-queue");
    Files.writeString(recorder, script);
    recorder.toFile().setExecutable(true);
  }

  void set(String name, String value) {
    environment.put(name, value);
  }

  /** Runs a program with this message as standard input. */
  int run(String name, List<String> arguments, String message) throws IOException {
    return run(name, Catalogue.named(name).orElseThrow(), arguments, message);
  }

  /** The same with a program that is not the catalogue's. */
  int run(String name, LocalProgram program, List<String> arguments, String message)
      throws IOException {
    Path input = root.resolve("input");
    Files.writeString(input, message, StandardCharsets.ISO_8859_1);
    try (Standalone delivery =
        new Standalone(StandardInput.of(Files.newInputStream(input)), this)) {
      return Standalone.run(name, program, delivery, arguments);
    }
  }

  String written() throws IOException {
    return text("out");
  }

  String complained() throws IOException {
    return text("err");
  }

  /** What qmail-queue has taken; empty if it was not called, or has refused. */
  Optional<Queued> queued() throws IOException {
    if (Files.exists(root.resolve("refuses")) || !Files.exists(root.resolve("envelope"))) {
      return Optional.empty();
    }
    List<String> fields = List.of(text("envelope").split("\0"));
    List<String> recipients =
        fields.subList(1, fields.size()).stream().map(f -> f.substring(1)).toList();
    return Optional.of(new Queued(fields.getFirst().substring(1), recipients, text("message")));
  }

  @Override
  public Path folder() {
    return root.resolve("home");
  }

  @Override
  public Map<String, String> environment() {
    return environment;
  }

  @Override
  public PrintStream out() {
    return out;
  }

  @Override
  public PrintStream err() {
    return err;
  }

  @Override
  public ProcessBuilder shell(String script) {
    ProcessBuilder shell =
        new ProcessBuilder("/bin/sh", "-c", script)
            .directory(folder().toFile())
            .redirectOutput(Redirect.appendTo(root.resolve("out").toFile()))
            .redirectError(Redirect.appendTo(root.resolve("err").toFile()));
    shell.environment().clear();
    shell.environment().putAll(environment);
    return shell;
  }

  @Override
  public void close() {
    out.close();
    err.close();
  }

  private String text(String name) throws IOException {
    return Files.readString(root.resolve(name), StandardCharsets.ISO_8859_1);
  }
}
