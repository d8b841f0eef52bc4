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
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
  private static final int PATIENCE_SECONDS = 10;

  private final Path folder;
  private final String mkfifo;
  private final int supply;
  private final int mostLeft;
  private final Deque<Path> made = new ArrayDeque<>();
  private final Deque<Output> left = new ArrayDeque<>();
  private boolean closed;

  /**
   * @param folder for files that may vanish with the platform
   * @param supply how many pipes are made at a time
   * @param mostLeft how many are read on for children whose programs have ended
   */
  Outlets(Path folder, int supply, int mostLeft) {
    this(folder, "mkfifo", supply, mostLeft);
  }

  /**
   * @param mkfifo the program of that name
   */
  Outlets(Path folder, String mkfifo, int supply, int mostLeft) {
    this.folder = folder;
    this.mkfifo = mkfifo;
    this.supply = supply;
    this.mostLeft = mostLeft;
  }

  /** An open one, for one program. */
  Output open() throws IOException {
    Path pipe = next();
    if (pipe == null) {
      supply(make());
      pipe = next();
    }
    if (pipe == null) {
      throw new IOException("too many programs are started at once");
    }
    return Output.open(pipe);
  }

  private synchronized @Nullable Path next() {
    return made.poll();
  }

  private void supply(List<Path> pipes) throws IOException {
    synchronized (this) {
      if (!closed) {
        made.addAll(pipes);
        return;
      }
    }
    delete(pipes);
    throw new IOException("programs are started no more");
  }

  private List<Path> make() throws IOException {
    List<String> command = new ArrayList<>(List.of(mkfifo, "-m", "600"));
    List<Path> pipes = new ArrayList<>();
    String batch = UUID.randomUUID().toString();
    for (int i = 0; i < supply; i++) {
      String name = MessageFile.PREFIX + batch + "-" + i + MessageFile.SUFFIX;
      command.add(name);
      pipes.add(folder.resolve(name));
    }
    try {
      run(command);
      return pipes;
    } catch (IOException e) {
      delete(pipes); // some of them may have been made
      throw e;
    }
  }

  private void run(List<String> command) throws IOException {
    Process mkfifo =
        new ProcessBuilder(command)
            .directory(Files.createDirectories(folder).toFile())
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD)
            .start();
    try {
      if (!mkfifo.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("mkfifo does not end");
      }
      if (mkfifo.exitValue() != 0) {
        throw new IOException("mkfifo ended with " + mkfifo.exitValue());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    } finally {
      mkfifo.destroyForcibly();
    }
  }

  private void delete(Iterable<Path> pipes) {
    for (Path each : pipes) {
      try {
        Files.deleteIfExists(each);
      } catch (IOException e) {
        LOG.warn("cannot remove named pipes from {}", folder, e);
        return;
      }
    }
  }

  /**
   * The program has ended, but a child of it may still write. It shall not be killed by that,
   * unless there are too many of its kind.
   */
  synchronized void leave(Output output) {
    left.removeIf(Output::isAtEnd);
    left.add(output);
    if (closed || left.size() > mostLeft) {
      left.pop().close();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    left.forEach(Output::close);
    left.clear();
    delete(made);
    made.clear();
  }
}
