package org.quoin.local;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Named pipes for what programs write, each for one program. Pipes that the JDK makes will not do:
 * when a process ends, the JDK reads its pipe until it is empty, which it never is if a child that
 * was left behind writes on and on.
 *
 * <p>They are made some at a time, because only a process can make them.
 */
final class Outlets implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Outlets.class);

  private final Path folder;
  private final int supply;
  private final int mostLeft;
  private final Deque<Path> made = new ArrayDeque<>();
  private final Deque<Output> left = new ArrayDeque<>();

  /**
   * @param folder for files that may vanish with the platform
   * @param supply how many pipes are made at a time
   * @param mostLeft how many are read on for children whose programs have ended
   */
  Outlets(Path folder, int supply, int mostLeft) {
    this.folder = folder;
    this.supply = supply;
    this.mostLeft = mostLeft;
  }

  /** An open one, for one program. */
  Output open() throws IOException {
    return Output.open(next());
  }

  private synchronized Path next() throws IOException {
    if (made.isEmpty()) {
      made.addAll(make());
    }
    return made.pop();
  }

  private List<Path> make() throws IOException {
    List<String> command = new ArrayList<>(List.of("mkfifo", "-m", "600"));
    String batch = UUID.randomUUID().toString();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < supply; i++) {
      names.add(MessageFile.PREFIX + batch + "-" + i + MessageFile.SUFFIX);
    }
    command.addAll(names);
    run(
        new ProcessBuilder(command)
            .directory(Files.createDirectories(folder).toFile())
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD));
    return names.stream().map(folder::resolve).toList();
  }

  private static void run(ProcessBuilder mkfifo) throws IOException {
    Process running = mkfifo.start();
    try {
      int exit = running.waitFor();
      if (exit != 0) {
        throw new IOException("mkfifo ended with " + exit);
      }
    } catch (InterruptedException e) {
      running.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  /**
   * The program has ended, but a child of it can still write. It shall not be killed by that,
   * unless there are too many of its kind.
   */
  synchronized void leave(Output output) {
    left.removeIf(Output::isAtEnd);
    left.add(output);
    if (left.size() > mostLeft) {
      left.pop().close();
    }
  }

  @Override
  public synchronized void close() {
    left.forEach(Output::close);
    left.clear();
    try {
      for (Path each : made) {
        Files.deleteIfExists(each);
      }
    } catch (IOException e) {
      LOG.warn("cannot remove named pipes from {}", folder, e);
    }
    made.clear();
  }
}
