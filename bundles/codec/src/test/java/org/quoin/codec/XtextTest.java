package org.quoin.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XtextTest {

  @ParameterizedTest
  @CsvSource({"'',''", "a@b,a@b", "a+20b,'a b'", "+2B+3D,+="})
  void blanksAndTheLikeAreInHex(String xtext, String text) {
    assertEquals(Optional.of(text), Xtext.decode(xtext));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a=b", "+", "+2", "+2b", "+GG", "\u00e9", "\u007f", "\t"})
  void everythingElseIsRefused(String xtext) {
    assertEquals(Optional.empty(), Xtext.decode(xtext));
  }
}
