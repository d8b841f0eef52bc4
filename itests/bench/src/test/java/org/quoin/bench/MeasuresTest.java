package org.quoin.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is read off other processes, tried on the one of this test. */
final class MeasuresTest {
  private static final String HISTOGRAM =
      """
      1234:
       num     #instances         #bytes  class name (module)
      -------------------------------------------------------
         1:          1000          50000  [B (java.base@25.0.3)
         2:           500          12000  java.lang.String (java.base@25.0.3)
      Total          1500          62000
      """;

  @Test
  void theProcessorTimeOfAProcessGrowsAsItWorks() throws Exception {
    long pid = ProcessHandle.current().pid();
    long before = Processes.cpuMillis(pid);
    SplittableRandom random = new SplittableRandom(1);
    long end = System.nanoTime() + 60_000_000_000L;
    long sum = 0;
    while (Processes.cpuMillis(pid) < before + 50 && System.nanoTime() < end) {
      for (int i = 0; i < 1_000_000; i++) {
        sum += random.nextLong();
      }
    }
    assertTrue(Processes.cpuMillis(pid) >= before + 50, "after " + sum);
    assertTrue(Processes.threads(pid) > 1);
  }

  @Test
  void aProcessThatIsGoneHasNoTime() throws Exception {
    assertEquals(0, Processes.cpuMillis(Long.MAX_VALUE));
  }

  @Test
  void theHistogramOfAHeapIsRead() throws Exception {
    JavaHeap heap = JavaHeap.parse(HISTOGRAM);
    assertEquals(62_000, heap.bytes());
    JavaHeap before = JavaHeap.parse(HISTOGRAM.replace("50000", "40000"));
    assertEquals("[B 100, java.lang.String 0", heap.growth(before, 100, 5));
  }

  @Test
  void whatFillsTheGapsOfAHeapIsNotAlive() throws Exception {
    String filled = HISTOGRAM.replace("java.lang.String", "[Ljdk.internal.vm.FillerElement;");
    assertEquals(50_000, JavaHeap.parse(filled).bytes());
  }

  @Test
  void aHistogramThatIsCutShortIsRefused() {
    String cut = HISTOGRAM.substring(0, HISTOGRAM.indexOf("Total"));
    assertThrows(IOException.class, () -> JavaHeap.parse(cut));
  }
}
