package org.quoin.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the fuzzer once reached is tried again, without it. */
final class CorpusTest {
  private static final long MOST_BYTES = 300_000;

  @TestFactory
  List<DynamicTest> everyKeptInputIsHandledAsClaimed() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Target target : Target.values()) {
      List<Path> files = Corpus.kept(target).files();
      assertTrue(!files.isEmpty(), () -> target.word() + " has no corpus");
      tests.add(DynamicTest.dynamicTest(target.word(), () -> runAll(target, files)));
    }
    return tests;
  }

  private static void runAll(Target target, List<Path> files) throws IOException {
    target.run(new byte[0]);
    for (Path file : files) {
      try {
        target.run(Files.readAllBytes(file));
      } catch (IOException | RuntimeException | AssertionError | StackOverflowError e) {
        throw new AssertionError("the input " + file, e);
      }
    }
  }

  @Test
  void theCorpusIsSmall() throws IOException {
    long sum = 0;
    for (Target target : Target.values()) {
      for (Path file : Corpus.kept(target).files()) {
        sum += Files.size(file);
      }
    }
    long bytes = sum;
    assertTrue(bytes <= MOST_BYTES, () -> "the corpus has " + bytes + " bytes");
  }
}
