package org.quoin.local;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.quoin.api.Content;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process of a worker and its two pipes. Standard error goes where standard output goes: before
 * the worker is ready it says why it will not be, after that it is garbage.
 */
final class WorkerProcess {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);
  private static final int BUFFER = 64 << 10;
  private static final int MOST_BEFORE_HELLO = 2000;
  private static final int MOST_REASON = 300;
  private static final int MOST_PROCESSES = 1000;
  private static final int PATIENCE_SECONDS = 2;

  private final Identity identity;
  private final Launcher launcher;

  private volatile @Nullable Process process;
  private volatile @Nullable DataInputStream in;
  private volatile @Nullable DataOutputStream out;
  private boolean ended;

  WorkerProcess(Identity identity, Launcher launcher) {
    this.identity = identity;
    this.launcher = launcher;
  }

  /** Returns when the worker is ready. */
  Void start() throws NotNow {
    ProcessBuilder builder = builder(launcher.worker(identity)).redirectErrorStream(true);
    try {
      DataInputStream said = new DataInputStream(new BufferedInputStream(started(builder)));
      in = said;
      awaitHello(said);
      return null;
    } catch (IOException e) {
      throw unable(e.getMessage());
    }
  }

  private synchronized InputStream started(ProcessBuilder builder) throws IOException {
    if (ended) {
      throw new IOException("it is not wanted any more");
    }
    Process made = builder.start();
    out = new DataOutputStream(new BufferedOutputStream(made.getOutputStream(), BUFFER));
    process = made;
    return made.getInputStream();
  }

  private static ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(new File("/"));
    builder.environment().clear();
    return builder;
  }

  private void awaitHello(InputStream said) throws IOException, NotNow {
    StringBuilder before = new StringBuilder();
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < MOST_BEFORE_HELLO; i++) {
      int c = said.read();
      if (c < 0) {
        break;
      }
      line.append((char) c);
      if (c == '\n') {
        if (line.toString().equals(WorkerLoop.HELLO + "\n")) {
          return;
        }
        before.append(line);
        line.setLength(0);
      }
    }
    throw unable(reason(before.append(line).toString().strip()));
  }

  /** What a launcher or a Java that cannot start says is one line or a few. */
  private static String reason(String said) {
    String text = said.isEmpty() ? "it ended and said nothing" : said;
    return printable(text.substring(0, Math.min(text.length(), MOST_REASON)));
  }

  private NotNow unable(@Nullable String why) {
    return NotNow.trouble("Unable to start a worker as " + identity + ": " + why + ". (#4.3.0)");
  }

  private static String printable(String text) {
    StringBuilder shown = new StringBuilder();
    text.chars().forEach(c -> shown.append(c < ' ' || c >= 127 ? ' ' : (char) c));
    return shown.toString();
  }

  /** One delivery; only after {@link #start}. */
  WorkerAnswer exchange(WorkerTask task) throws IOException, NotNow {
    DataInputStream said = in;
    DataOutputStream told = out;
    if (said == null || told == null) {
      throw new IllegalStateException("not started");
    }
    told.writeByte(WorkerLoop.TASK);
    task.write(new WireWriter(told));
    send(task.delivery().content(), told);
    told.flush();
    WorkerAnswer answer = WorkerAnswer.read(new WireReader(said));
    if (!answer.notes().isEmpty()) {
      LOG.warn("worker of {}: {}", identity, printable(answer.notes()));
    }
    return answer;
  }

  /** A message that ends early leaves the worker waiting; it is of no more use then. */
  private static void send(Content content, DataOutputStream told) throws IOException, NotNow {
    long size = content.size();
    told.writeLong(size);
    try (Message message = new Message(content.open())) {
      byte[] buffer = new byte[(int) Math.min(BUFFER, Math.max(size, 1))];
      for (long left = size; left > 0; ) {
        int read = message.read(buffer, (int) Math.min(buffer.length, left));
        told.write(buffer, 0, read);
        left -= read;
      }
    }
  }

  /** Tells trouble with the message from trouble with the worker. */
  private record Message(InputStream in) implements AutoCloseable {
    int read(byte[] buffer, int most) throws NotNow {
      try {
        int read = in.read(buffer, 0, most);
        if (read > 0) {
          return read;
        }
      } catch (IOException e) {
        LOG.warn("cannot read a message", e);
      }
      throw NotNow.trouble("Unable to read message. (#4.3.0)");
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  /** Whether it lives and says nothing unasked. */
  boolean isQuiet() throws IOException {
    Process running = process;
    DataInputStream said = in;
    return running != null && said != null && running.isAlive() && said.available() == 0;
  }

  /** Closes its input, which tells it to end; kills it if it does not. */
  void end() {
    Process running = ending();
    if (running == null) {
      return;
    }
    Thread.ofPlatform().daemon().name("worker-close").start(() -> close(running));
    List<ProcessHandle> children = running.descendants().limit(MOST_PROCESSES).toList();
    if (!waited(running) || children.stream().anyMatch(ProcessHandle::isAlive)) {
      kill(running, children);
    }
  }

  private synchronized @Nullable Process ending() {
    ended = true;
    return process;
  }

  /** Waits as long as somebody is just writing there. */
  private static void close(Process running) {
    try {
      running.getOutputStream().close();
    } catch (IOException e) {
      LOG.debug("a worker's input was closed already", e);
    }
  }

  private static boolean waited(Process running) {
    try {
      return running.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * The platform may not be allowed to kill what runs as another user; the user is. So nothing can
   * be hit by mistake that is not his.
   */
  private void kill(Process running, List<ProcessHandle> children) {
    List<ProcessHandle> all =
        Stream.concat(
                Stream.concat(Stream.of(running.toHandle()), running.descendants()),
                children.stream())
            .distinct()
            .filter(ProcessHandle::isAlive)
            .limit(MOST_PROCESSES)
            .toList();
    if (all.isEmpty()) {
      return;
    }
    LOG.warn("killing a worker of {} with {} processes", identity, all.size());
    List<Long> pids = all.stream().map(ProcessHandle::pid).toList();
    try {
      Process killer =
          builder(launcher.killer(identity, pids))
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start();
      if (!waited(killer) || !waited(running)) {
        LOG.error("a worker of {} cannot be killed: process {}", identity, running.pid());
      }
    } catch (IOException e) {
      LOG.error("cannot kill a worker of {}: {}", identity, e.toString());
    }
  }
}
