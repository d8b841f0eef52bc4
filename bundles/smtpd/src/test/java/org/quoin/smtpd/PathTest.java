package org.quoin.smtpd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathTest {
  private static String address(String argument) {
    return Path.parse(argument).orElseThrow().address();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "FROM:<a@b>|a@b",
        "<a@b>|a@b",
        "FROM:a@b|a@b",
        "FROM:   a@b SIZE=1|a@b",
        "a@b|``",
        "``|``",
        "FROM:|``",
        "FROM:<>|``",
        "FROM: <>|``",
        "FROM:<a@b|a@b",
        "FROM:<<a@b>>|<a@b",
        "FROM:<a@b><c@d>|a@b",
        "FROM:<@x,@y:a@b>|a@b",
        "FROM:<@x>|``",
        "FROM:@x:a@b|a@b",
        "FROM:<@x:@y:a@b>|@y:a@b",
        "FROM:<\"a b\"@c>|a b@c",
        "FROM:<\"a>b\"@c>|a>b@c",
        "FROM:<a\\>b@c>|a>b@c",
        "FROM:<\"a\\\"b\"@c>|a\"b@c",
        "FROM:<\"a@b> SIZE=3|a@b> SIZE=3",
        "FROM:<a\\|a",
      })
  void whatIsReadIsWhatQmailReads(String argument, String address) {
    assertEquals(address, address(argument));
  }

  @Test
  void parametersFollowTheAddress() {
    assertEquals(OptionalLong.of(12), Path.parse("FROM:<a@b> SIZE=12").orElseThrow().size());
    assertEquals(OptionalLong.of(12), Path.parse("FROM:a@b X=1 size=12").orElseThrow().size());
    assertEquals(OptionalLong.empty(), Path.parse("FROM:<a@b> SIZE=").orElseThrow().size());
    assertEquals(OptionalLong.empty(), Path.parse("FROM:<\"a SIZE=1").orElseThrow().size());
    String huge = "SIZE=99999999999999999999999";
    assertEquals(OptionalLong.empty(), Path.parse("FROM:<a@b> " + huge).orElseThrow().size());
  }

  @Test
  void noAddressHasANul() {
    assertEquals(Optional.empty(), Path.parse("FROM:<a\0@b>"));
    assertEquals(Optional.empty(), Path.parse("FROM:<a@b> \0"));
  }

  @Provide
  Arbitrary<String> bytes() {
    return Arbitraries.strings()
        .withCharRange('\u0001', '\u00ff')
        .withChars("<>@:\"\\ ")
        .ofMaxLength(60);
  }

  @Property
  void anyArgumentIsReadAndNothingIsInvented(@ForAll("bytes") String argument) {
    Path path = Path.parse(argument).orElseThrow();
    assertTrue(path.address().length() + path.parameters().length() <= argument.length());
    assertTrue(argument.endsWith(path.parameters()));
  }

  @Property
  void everyByteCanBeInAnAddressBehindABackslash(@ForAll("bytes") String local) {
    String quoted = local.replaceAll("(?s).", "\\\\$0");
    assertEquals("x" + local + "@b", address("FROM:<x" + quoted + "@b> x"));
  }
}
