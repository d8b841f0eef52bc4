package org.quoin.shell;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Answers at once, but {@code wait} waits to be interrupted. */
final class FakeBench implements Bench {
  final CountDownLatch waiting = new CountDownLatch(1);
  final CountDownLatch closed = new CountDownLatch(1);
  final CountDownLatch interrupted = new CountDownLatch(1);
  private @Nullable List<String> lastWords;

  @Override
  public int run(List<String> words) {
    lastWords = words;
    if (words.getFirst().equals("wait")) {
      waiting.countDown();
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        interrupted.countDown();
      }
    }
    return words.size();
  }

  @Override
  public int line(String text) {
    return text.length();
  }

  @Override
  public List<String> complete(String line) {
    return List.of(line + "1", line + "2");
  }

  @Override
  public void close() {
    closed.countDown();
  }

  List<String> lastWords() {
    return lastWords == null ? List.of() : lastWords;
  }
}
