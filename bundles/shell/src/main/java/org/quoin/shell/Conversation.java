package org.quoin.shell;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.quoin.codec.ShellFrame;
import org.quoin.codec.ShellFrame.Kind;

/**
 * One connection: requests in, answers out, one at a time, on one {@link Bench}. While a request
 * runs this goes on reading, so that a client that goes away interrupts what runs for it.
 */
final class Conversation {
  static final int MAX_WORDS = 1024;
  static final int MAX_WORDS_BYTES = 1 << 20;

  private final InputStream in;
  private final FrameSender answers;
  private final Bench bench;
  private final Runnable firstRequest;
  private final List<String> words = new ArrayList<>();
  private int wordsBytes;
  private @Nullable Thread worker;

  /** Ends just before the client learns of it: it may ask again before the worker's thread ends. */
  private volatile boolean busy;

  /**
   * @param firstRequest told when the first whole request has come
   */
  Conversation(InputStream in, FrameSender answers, Bench bench, Runnable firstRequest) {
    this.in = in;
    this.answers = answers;
    this.bench = bench;
    this.firstRequest = firstRequest;
  }

  /**
   * Returns when the client is gone.
   *
   * @throws IOException if it speaks nonsense or breaks off
   */
  void hold() throws IOException {
    try (bench) {
      Optional<ShellFrame> frame = ShellFrame.read(in);
      while (frame.isPresent()) {
        take(frame.get());
        frame = ShellFrame.read(in);
      }
    } finally {
      if (worker != null) {
        worker.interrupt();
      }
    }
  }

  private void take(ShellFrame frame) throws IOException {
    switch (frame.kind()) {
      case ARGUMENT -> collect(frame);
      case RUN -> run();
      case LINE -> start(() -> bench.line(frame.text()));
      case COMPLETE -> start(() -> complete(frame.text()));
      case OUT, ERR, EXIT -> throw new IOException("not a request: " + frame.kind());
    }
  }

  private void collect(ShellFrame frame) throws IOException {
    wordsBytes += frame.payload().length;
    if (words.size() == MAX_WORDS || wordsBytes > MAX_WORDS_BYTES) {
      throw new IOException("command too long");
    }
    words.add(frame.text());
  }

  private void run() throws IOException {
    if (words.isEmpty()) {
      throw new IOException("no command");
    }
    List<String> command = List.copyOf(words);
    words.clear();
    wordsBytes = 0;
    start(() -> bench.run(command));
  }

  private int complete(String line) {
    try {
      answers.send(ShellFrame.of(Kind.OUT, String.join("\n", bench.complete(line))));
      return 0;
    } catch (IOException | IllegalArgumentException e) {
      return 1;
    }
  }

  private void start(IntSupplier request) throws IOException {
    if (busy) {
      throw new IOException("one request at a time");
    }
    busy = true;
    firstRequest.run();
    worker = Thread.ofVirtual().name("quoin-shell-request").start(() -> answer(request));
  }

  private void answer(IntSupplier request) {
    try {
      int status = request.getAsInt();
      busy = false;
      answers.send(ShellFrame.exit(status));
    } catch (IOException gone) {
      bench.close();
    }
  }
}
