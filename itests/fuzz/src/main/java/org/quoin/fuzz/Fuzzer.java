package org.quoin.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs Jazzer in a Java of its own: it begins once in a process, and takes its signals and its
 * memory for itself.
 *
 * @param folder where logs and findings go
 * @param brief whether it shall start fast rather than run fast and look for everything
 */
record Fuzzer(Path folder, boolean brief) {
  /** How long it may take to start and to end, beyond the time that it fuzzes. */
  private static final Duration GRACE = Duration.ofMinutes(3);

  /** A run of one input that takes longer is a finding. */
  private static final int TIMEOUT_SECONDS = 10;

  private static final int UNSAFE_OPTION_SINCE = 23;

  /** What Jazzer looks for in programs of other kinds, such as SQL; it makes the start slow. */
  private static final List<String> SANITIZERS =
      List.of(
          "BigDecimal",
          "ClojureLangHooks",
          "Deserialization",
          "ExpressionLanguageInjection",
          "FilePathTraversal",
          "LdapInjection",
          "NamingContextLookup",
          "OsCommandInjection",
          "ReflectiveCall",
          "RegexInjection",
          "RegexRoadblocks",
          "ScriptEngineInjection",
          "ServerSideRequestForgery",
          "SqlInjection",
          "TemplateInjection",
          "UnsafeSanitizer",
          "XPathInjection",
          "XmlParserSsrfGuidance");

  /**
   * How a run ended.
   *
   * @param status 0 if there was no finding
   * @param log all that Jazzer said
   */
  record Result(int status, Path log) {
    String text() throws IOException {
      return Files.readString(log);
    }

    /** What it said beside its progress: of a finding, what was thrown. */
    String finding() throws IOException {
      return text().replaceAll("(?m)^(#|INFO: ).*\n", "") + "see " + log;
    }
  }

  /**
   * Fuzzes, or does what else the options of libFuzzer ask for.
   *
   * @param name of the log and the findings
   * @param options of libFuzzer, and folders of inputs; into the first new ones are written
   */
  Result run(String name, Class<?> target, Duration time, List<String> options)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Path log = folder.resolve(name + ".log");
    List<String> command = java();
    command.add("--target_class=" + target.getName());
    command.add("--instrumentation_includes=org.quoin.**");
    command.add("--reproducer_path=" + folder);
    if (brief) {
      String prefix = "com.code_intelligence.jazzer.sanitizers.";
      command.add("--disabled_hooks=" + prefix + String.join(":" + prefix, SANITIZERS));
    }
    command.add("-timeout=" + TIMEOUT_SECONDS);
    command.add("-max_total_time=" + time.toSeconds());
    command.add("-artifact_prefix=" + folder.resolve(name) + "-");
    command.addAll(options);
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      if (!process.waitFor(time.plus(GRACE).toSeconds(), TimeUnit.SECONDS)) {
        throw new IOException("the fuzzer does not end; see " + log);
      }
      return new Result(process.exitValue(), log);
    } finally {
      process.destroyForcibly();
    }
  }

  /** The agent is loaded into the running process, and its native part is meant to be there. */
  private List<String> java() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx768m");
    command.add("-Xshare:off"); // it could not be used beside the agent, and Java would say so
    command.add("-XX:+EnableDynamicAgentLoading");
    command.add("--enable-native-access=ALL-UNNAMED");
    if (Runtime.version().feature() >= UNSAFE_OPTION_SINCE) {
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    if (brief) {
      command.add("-XX:TieredStopAtLevel=1");
      command.add("-XX:+UseSerialGC");
    }
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("com.code_intelligence.jazzer.Jazzer");
    return command;
  }
}
