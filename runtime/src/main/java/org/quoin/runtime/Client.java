package org.quoin.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/** {@code quoin stop|status|shell|SCOPE:COMMAND}: asks a running platform. Starts fast. */
public final class Client {
  /** The status of a program that SIGPIPE ended, as a shell reports it. */
  private static final int BROKEN_PIPE = 141;

  private Client() {}

  /**
   * @param args the base folder, a command and its arguments
   */
  public static void main(String[] args) {
    int status;
    try {
      status = run(Base.at(args[0]), args[1], Arrays.asList(args).subList(2, args.length));
    } catch (Output.BrokenPipe e) {
      status = BROKEN_PIPE;
    } catch (IOException | IllegalArgumentException e) {
      System.err.println("quoin: " + Failure.text(e));
      status = 1;
    }
    System.out.flush();
    // Nothing here needs a shutdown hook: the terminal has been given back by now.
    Runtime.getRuntime().halt(status);
  }

  private static int run(Base base, String command, List<String> rest) throws IOException {
    return switch (command) {
      case "--prepare" -> prepare(base, Path.of(rest.getFirst()));
      case "--await" -> Patience.untilReady(base, Long.parseLong(rest.getFirst()));
      case "stop" -> Patience.untilStopped(base);
      case "status" -> once(base, "quoin:status", rest);
      case "shell" -> Terminals.talk(base);
      case "--script" -> Terminals.script(base);
      default -> once(base, command, rest);
    };
  }

  /** For {@code start}: makes the base, unless a platform runs on it. */
  private static int prepare(Base base, Path home) throws IOException {
    OptionalLong holder = BaseLock.holder(base);
    if (holder.isPresent()) {
      throw new IOException(
          "already running on " + base.folder() + " (pid " + holder.getAsLong() + ")");
    }
    base.create(home.resolve("base-template"));
    return 0;
  }

  private static int once(Base base, String command, List<String> rest) throws IOException {
    List<String> words = new ArrayList<>();
    words.add(command);
    words.addAll(rest);
    try (Link link = Link.to(base)) {
      return link.run(words, Output.standard());
    }
  }
}
