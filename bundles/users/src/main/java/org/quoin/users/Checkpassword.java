package org.quoin.users;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Asks a program of the checkpassword interface (G2): it reads {@code user\0 password\0
 * challenge\0} from descriptor 3 up to its end and exits with 0 for yes, 1 for no, 2 if it is
 * misused, 111 if it cannot tell now. A limited number runs at a time, each for a limited time.
 *
 * <p>Java gives a child its descriptors 0 to 2 and closes all others; so a shell moves the pipe
 * from 0 to 3. The program's words are words of the shell already and are not parsed again. What it
 * prints is thrown away, for it may hold secrets.
 */
final class Checkpassword {
  /** What checkpassword reads at most. */
  static final int MOST_BYTES = 512;

  private static final int NO = 1;
  private static final int MISUSED = 2;

  private static final List<String> SHELL =
      List.of("/bin/sh", "-c", "exec 3<&0 0</dev/null; exec \"$@\"", "checkpassword");

  private final List<String> command;
  private final Duration limit;
  private final Semaphore places;
  private final Set<Process> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * @param command the program and its arguments, the last of which it runs after a yes
   * @param limit for one answer, and for waiting until it is one's turn
   * @param concurrency programs at a time
   */
  Checkpassword(List<String> command, Duration limit, int concurrency) {
    this.command = List.copyOf(command);
    this.limit = limit;
    this.places = new Semaphore(concurrency);
  }

  /**
   * @return false also if the three do not fit or hold a NUL: no account has such a name
   * @throws IOException if the program could not tell
   */
  boolean accepts(String user, String password, String challenge) throws IOException {
    String all = user + "\0" + password + "\0" + challenge + "\0";
    byte[] bytes = all.getBytes(StandardCharsets.UTF_8);
    boolean whole = all.chars().filter(c -> c == 0).count() == 3;
    if (!whole || bytes.length > MOST_BYTES) {
      return false;
    }
    try {
      return answer(bytes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while checkpassword was running", e);
    }
  }

  private boolean answer(byte[] bytes) throws IOException, InterruptedException {
    if (!places.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IOException("all checkpassword programs that may run at a time do");
    }
    try {
      return meaning(exit(bytes));
    } finally {
      places.release();
    }
  }

  private static boolean meaning(int exit) throws IOException {
    return switch (exit) {
      case 0 -> true;
      case NO -> false;
      case MISUSED -> throw new IOException("checkpassword says that it is misused (exit 2)");
      default -> throw new IOException("checkpassword cannot tell now (exit " + exit + ")");
    };
  }

  private int exit(byte[] bytes) throws IOException, InterruptedException {
    Process program = start();
    running.add(program);
    try {
      write(bytes, program);
      if (closed || !program.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException(closed ? "users is being stopped" : "checkpassword took too long");
      }
      return program.exitValue();
    } finally {
      running.remove(program);
      kill(program);
    }
  }

  private Process start() throws IOException {
    List<String> words = new ArrayList<>(SHELL);
    words.addAll(command);
    return new ProcessBuilder(words)
        .redirectOutput(Redirect.DISCARD)
        .redirectError(Redirect.DISCARD)
        .start();
  }

  /**
   * Never blocks: a pipe holds more than that. A program that does not read says so by its exit.
   */
  private static void write(byte[] bytes, Process program) {
    try (OutputStream in = program.getOutputStream()) {
      in.write(bytes);
    } catch (IOException e) {
      // Broken pipe: it has ended without reading.
    }
  }

  /** With its children; one that has ended by itself is left alone. */
  private static void kill(Process program) {
    if (program.isAlive()) {
      List<ProcessHandle> children = program.descendants().toList();
      program.destroyForcibly(); // first, for it must not see its children die and draw conclusions
      children.forEach(ProcessHandle::destroyForcibly);
    }
  }

  /** Kills all that run; whoever waits for them is told to come back. */
  void close() {
    closed = true;
    running.forEach(Checkpassword::kill);
  }
}
