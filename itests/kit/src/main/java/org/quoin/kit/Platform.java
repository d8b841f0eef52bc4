package org.quoin.kit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The real distribution, running as a process of its own on a base folder and ports of its own. No
 * process outlives the test: it is killed when the platform is closed, or at the latest when the
 * test's own process ends.
 */
public final class Platform implements AutoCloseable {
  /** More than a loaded machine with two cores needs; on a quiet one it takes a few seconds. */
  private static final Duration BOOT = Duration.ofSeconds(60);

  private static final Duration COMMAND = Duration.ofSeconds(30);
  private static final int OLD_LOGS = 10;

  private final Path base;
  private final Map<String, Integer> ports = Ports.forListeners();
  private final Thread hook = new Thread(this::kill);
  private String javaOptions = System.getProperty("quoin.kit.java", "");
  private List<String> through = List.of();
  private boolean background;
  private @Nullable Process process;

  /** A platform that does not run yet. What lies in {@code base} is kept. */
  public Platform(Path base) throws IOException {
    this.base = base;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  public Path base() {
    return base;
  }

  public int port() {
    return port("SMTP");
  }

  /**
   * The port of another listener.
   *
   * @param listener as in {@code QUOIN_<NAME>_PORT}
   */
  public int port(String listener) {
    return Optional.ofNullable(ports.get(listener)).orElseThrow();
  }

  public Maildirs maildirs() {
    return new Maildirs(base.resolve("home"));
  }

  /**
   * Options for the JVM of the platform, from its next start on, in place of those in the system
   * property {@code quoin.kit.java}.
   */
  public Platform javaOptions(String options) {
    javaOptions = options;
    return this;
  }

  /** A command that becomes the program, in front of all that are started from now on. */
  public Platform through(List<String> command) {
    through = List.copyOf(command);
    return this;
  }

  /** As {@code bin/quoin start} does it: its log is in files only, and not printed as well. */
  public Platform inBackground() {
    background = true;
    return this;
  }

  /** Writes a file below the base, which is made first if it is not there. */
  public Platform with(String name, String content) throws Exception {
    create();
    Path file = base.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content, StandardCharsets.ISO_8859_1);
    return this;
  }

  /** Lets the launcher make the base from its defaults, and starts nothing. */
  public Platform create() throws Exception {
    Path made = base.resolve("log");
    if (!Files.exists(made)) {
      launch();
      Await.until("the base is made", BOOT, () -> Files.exists(made) || !running());
      kill();
    }
    return this;
  }

  /** Starts it and waits until every configured listener is open. */
  public Platform start() throws Exception {
    launch();
    Await.within(BOOT, () -> !running() || listening());
    boolean ready = Await.within(BOOT, () -> !running() || isReady());
    if (!ready || !running()) {
      throw new IOException("the platform did not get ready:\n" + said());
    }
    return this;
  }

  /** Starts it and waits for nothing. */
  public void launch() throws IOException {
    Files.createDirectories(base);
    process =
        (background ? builder("run", "--background") : builder("run"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(outputFile().toFile()))
            .start();
  }

  public boolean running() {
    return process != null && process.isAlive();
  }

  /** Whether something listens on the SMTP port; cheaper to ask than {@code status}. */
  public boolean listening() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private boolean isReady() {
    try {
      return Shell.run(base, List.of("quoin:status"), COMMAND).good();
    } catch (IOException e) {
      return false;
    }
  }

  /** Runs a one-shot command, such as {@code queue:list}, by {@code bin/quoin}. */
  public Result command(String... args) throws IOException {
    return Programs.run(builder(args), "", COMMAND);
  }

  /**
   * Like {@link #command}, but the command must end well, and a running platform is asked directly.
   */
  public String mustSay(String... args) throws IOException {
    boolean direct = args[0].contains(":") && running();
    Result result = direct ? Shell.run(base, List.of(args), COMMAND) : command(args);
    if (!result.good()) {
      throw new IOException(String.join(" ", args) + " failed: " + result);
    }
    return result.out();
  }

  /**
   * Runs lines as a shell, one after the other over one connection.
   *
   * @throws IOException if one of them fails, or they take longer than the limit
   */
  public String script(String lines, Duration limit) throws IOException {
    Result result = Programs.run(builder("shell"), lines, limit);
    if (!result.good()) {
      throw new IOException("the script failed: " + result);
    }
    return result.out();
  }

  /** A power cut: kill -9. */
  public void kill() {
    if (process != null) {
      Programs.kill(process);
    }
  }

  /** Asks it to end, as init does; the exit status, or empty if it did not end in time. */
  public Optional<Integer> stop(Duration limit) throws IOException {
    if (process == null) {
      return Optional.empty();
    }
    process.destroy();
    return Programs.ended(process, limit) ? Optional.of(process.exitValue()) : Optional.empty();
  }

  /** Sends it a signal, such as HUP, and does not wait for what it does about it. */
  public void signal(String name) throws IOException {
    List<String> command = List.of("sh", "-c", "kill -" + name + " " + pid());
    Result sent = Programs.run(new ProcessBuilder(command), "", COMMAND);
    if (!sent.good()) {
      throw new IOException("SIG" + name + " was not sent: " + sent);
    }
  }

  /** The lines of one queue's log, oldest first, over all its files. */
  public List<String> queueLog(String id) throws IOException {
    List<String> lines = new ArrayList<>();
    Path log = base.resolve("log").resolve(id);
    for (int i = OLD_LOGS; i > 0; i--) {
      Path old = log.resolve("old." + i);
      if (Files.exists(old)) {
        lines.addAll(Files.readAllLines(old));
      }
    }
    lines.addAll(Files.readAllLines(log.resolve("current")));
    return lines;
  }

  /** What the process printed, over all its starts. */
  public String output() throws IOException {
    return Files.exists(outputFile()) ? Files.readString(outputFile()) : "";
  }

  /** What the process said of itself, wherever it did. */
  private String said() throws IOException {
    Path diary = base.resolve("log/quoin.log");
    return background && Files.exists(diary) ? output() + Files.readString(diary) : output();
  }

  /** All logs of the base and the output of the process. */
  public String logs() throws IOException {
    StringBuilder logs = new StringBuilder(output());
    Path folder = base.resolve("log");
    if (Files.isDirectory(folder)) {
      try (var walk = Files.walk(folder)) {
        for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
          logs.append(Files.readString(file, StandardCharsets.ISO_8859_1));
        }
      }
    }
    return logs.toString();
  }

  /** The process that runs now. */
  public long pid() {
    if (process == null) {
      throw new IllegalStateException("not started");
    }
    return process.pid();
  }

  /** How much of the machine's memory it takes, in KiB. */
  public long residentKib() throws IOException {
    String status = Files.readString(Path.of("/proc/" + pid() + "/status"));
    return Long.parseLong(status.replaceAll("(?s).*VmRSS:\\s*(\\d+) kB.*", "$1"));
  }

  /** What is left on the heap after it was tidied up, in bytes. */
  public long liveHeapBytes() throws IOException {
    String tool = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    ProcessBuilder histogram = new ProcessBuilder(tool, Long.toString(pid()), "GC.class_histogram");
    String table = Programs.run(histogram, "", COMMAND).out();
    return Long.parseLong(table.replaceAll("(?s).*\nTotal +\\d+ +(\\d+).*", "$1"));
  }

  /** Threads of the system. */
  public long threads() throws IOException {
    try (var tasks = Files.list(Path.of("/proc/" + pid() + "/task"))) {
      return tasks.count();
    }
  }

  @Override
  public void close() {
    kill();
    Runtime.getRuntime().removeShutdownHook(hook);
  }

  private Path outputFile() {
    return base.resolveSibling(base.getFileName() + ".out");
  }

  /** The program {@code quoin} with these words, on this base and ready to be started. */
  public ProcessBuilder builder(String... args) {
    List<String> command = new ArrayList<>(through);
    command.addAll(List.of(Distribution.program().toString(), args[0]));
    command.addAll(List.of("--base", base.toString()));
    command.addAll(List.of(args).subList(1, args.length));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    if (!javaOptions.isEmpty()) {
      builder.environment().put("QUOIN_JAVA_OPTS", javaOptions);
    }
    ports.forEach((name, port) -> builder.environment().put("QUOIN_" + name + "_PORT", "" + port));
    return builder;
  }
}
