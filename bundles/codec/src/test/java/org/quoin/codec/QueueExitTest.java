package org.quoin.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class QueueExitTest {

  @Test
  void zeroIsQueued() {
    assertEquals(Optional.empty(), QueueExit.of(0, "Dignored"));
  }

  @Test
  void elevenToFortyArePermanentAndTheRestIsNot() {
    for (int code = 1; code < 256; code++) {
      boolean permanent = (code >= 11 && code <= 40) || code == 115;
      assertEquals(permanent, QueueExit.of(code, "").orElseThrow().permanent(), "exit " + code);
    }
    assertEquals("qq permanent problem (#5.3.0)", QueueExit.of(12, "").orElseThrow().text());
    assertEquals("qq temporary problem (#4.3.0)", QueueExit.of(99, "").orElseThrow().text());
    assertEquals("qq crashed (#4.3.0)", QueueExit.of(137, "").orElseThrow().text());
    assertEquals("qq temporary problem (#4.3.0)", QueueExit.of(255, "").orElseThrow().text());
  }

  @Test
  void eightyTwoSpeaksForItself() {
    assertEquals(new QueueExit(true, "no (#5.7.1)"), QueueExit.of(82, "Dno (#5.7.1)").get());
    assertEquals(new QueueExit(false, "wait"), QueueExit.of(82, "Zwait").get());
  }

  @Test
  void aYesIsNotBelievedWhereNothingIsQueued() {
    QueueExit exit = QueueExit.of(82, "Kok").orElseThrow();
    assertFalse(exit.permanent());
    assertEquals("qq temporary problem (#4.3.0)", exit.text());
  }
}
