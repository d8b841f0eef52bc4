package org.quoin.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quoin.codec.Quoting;

class ReturnPathTest {
  @Property
  void everySenderComesBack(
      @ForAll @StringLength(max = 20) @CharRange(from = '\1', to = '\u00ff') String local) {
    String sender = local + "@example.org";
    String line = "Return-Path: <" + Quoting.quoted(sender).replace('\n', '_') + ">\nX: <a>\n";
    assertEquals(sender, ReturnPath.sender(line));
  }

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "'Subject: x\n', ''",
    "'Return-Path: <>\n', ''",
    "'Return-Path: <#@[]>', '#@[]'",
    "'Return-Path: <a@b', ''",
    "'Return-Path: <', ''",
    "'Return-Path: <\"a>\n', 'a'",
    "'Return-Path: <\"a\\>\n', 'a\\'"
  })
  void aHeaderThatIsNotOursGivesSomethingHarmless(String header, String sender) {
    assertEquals(sender, ReturnPath.sender(header));
  }
}
