package org.quoin.platform;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.quoin.kit.Distribution;
import org.quoin.kit.Programs;

/**
 * Where an executable runs: a home, a base with control files and no platform, and a recorder in
 * place of qmail-queue. Words, variables and texts are bytes (ISO-8859-1), so a script says them.
 */
record ExecutablePlace(Path root) {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  Path home() {
    return root.resolve("home");
  }

  Path base() {
    return root.resolve("base");
  }

  void make() throws IOException {
    Files.createDirectories(home());
    Files.createDirectories(base().resolve("control"));
  }

  /** How qmail-queue ends, as a case says it. */
  void answer(JsonNode queue) throws IOException {
    String end = "exit " + queue.path("exit").asInt();
    if (queue.has("signal")) {
      end = "kill -" + queue.get("signal").asInt() + " $$";
    }
    StringBuilder script = new StringBuilder("#!/bin/sh\n");
    if (queue.path("read").asBoolean(true)) {
      script.append("cat >%s && cat <&1 >%s || exit 54\n".formatted(file("message"), file("env")));
    }
    script.append("printf %%s %s >&6\n".formatted(quoted(queue.path("text").asText())));
    if (!end.equals("exit 0")) {
      script.append("rm -f %s\n".formatted(file("env")));
    }
    write("qmail-queue", script.append(end).append('\n').toString());
  }

  /** Runs a program of {@code bin/} in the home, with these variables and few others. */
  int run(List<String> variables, List<String> words, String input) throws IOException {
    StringBuilder script = new StringBuilder("umask 022\nexec env -i");
    add(script, "PATH=" + System.getenv("PATH"));
    add(script, "QUOIN_JAVA=" + System.getProperty("java.home"));
    add(script, "QUOIN_BASE=" + base());
    add(script, "QMAILQUEUE=" + root.resolve("qmail-queue"));
    variables.forEach(each -> add(script, each));
    add(script, Distribution.home().resolve("bin").resolve(words.getFirst()).toString());
    words.subList(1, words.size()).forEach(each -> add(script, each));
    write("input", input);
    script.append(" <%s >%s 2>%s\n".formatted(file("input"), file("out"), file("err")));
    ProcessBuilder shell = new ProcessBuilder("/bin/sh", write("run", script.toString()));
    return Programs.run(shell.directory(home().toFile()), "", LIMIT).exit();
  }

  String out() throws IOException {
    return text("out");
  }

  String err() throws IOException {
    return text("err");
  }

  String message() throws IOException {
    return text("message");
  }

  /** What qmail-queue has taken; empty if it was not called, or has refused. */
  String envelope() throws IOException {
    return text("env");
  }

  private String text(String name) throws IOException {
    Path file = root.resolve(name);
    return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
  }

  private String write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.writeString(file, text, StandardCharsets.ISO_8859_1);
    file.toFile().setExecutable(true);
    return file.toString();
  }

  private String file(String name) {
    return quoted(root.resolve(name).toString());
  }

  private static void add(StringBuilder script, String word) {
    script.append(' ').append(quoted(word));
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
