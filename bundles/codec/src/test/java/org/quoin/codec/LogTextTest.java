package org.quoin.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LogTextTest {

  @Test
  void unsafeBytesOfAnAddressBecomeUnderscores() {
    assertEquals("a_b_c_@x_y_z!~", LogText.address("a b\u00fcc\n@x%y\u007fz!~"));
  }

  @Test
  void lineFeedsOfAReportBecomeSlashes() {
    assertEquals("Sorry,_no_(100_)/next//", LogText.report("Sorry, no (100%)\nnext\n\n"));
  }
}
