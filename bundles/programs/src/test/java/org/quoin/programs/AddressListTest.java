package org.quoin.programs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.quoin.programs.AddressList.Entry;
import org.quoin.programs.AddressList.Entry.Include;
import org.quoin.programs.AddressList.Entry.Mailbox;

class AddressListTest {
  private static final DefaultNames NAMES =
      new DefaultNames("dh.example", "d.example", "p.example");

  @Test
  void theLastComesFirst() throws UnparsableException {
    assertEquals(
        List.of("c@z.example", "b@y.example", "a@x.example"),
        complete("a@x.example, b@y.example,\tc@z.example\n"));
  }

  @Test
  void namesAreCompleted() throws UnparsableException {
    assertEquals(List.of("joe@dh.example"), complete("joe"));
    assertEquals(List.of("joe@host.d.example"), complete("joe@host"));
    assertEquals(List.of("joe@host.p.example"), complete("joe@host+"));
    assertEquals(List.of("joe@[127.0.0.1]"), complete("joe@[127.0.0.1]"));
    assertEquals(List.of("a@b@dh.example"), complete("\"a@b\""));
  }

  @Test
  void phrasesAndCommentsArePassedOver() throws UnparsableException {
    assertEquals(List.of("joe@x.example"), complete("Joe U. (not (really)) <joe@x.example> (c)"));
    assertEquals(List.of("joe@x.example"), complete("(c)joe(c)@(c)x(c).(c)example(c)"));
  }

  @Test
  void quotesAndBackslashesAreTakenAway() throws UnparsableException {
    assertEquals(List.of("j o,e@x.example"), complete("\"j o\\,e\"@x.example"));
    assertEquals(List.of("joe@dh.example"), complete("\\joe"));
    assertEquals(List.of("joe@dh.example"), complete("joe\\"));
  }

  @Test
  void commasMayBeMissing() throws UnparsableException {
    assertEquals(List.of("b@y.example", "a@x.example"), complete("a@x.example b@y.example"));
    assertEquals(List.of("b@y.example", "a@x.example"), complete("<a@x.example> <b@y.example>"));
  }

  @Test
  void aGroupIsAnAddressAndItsMembers() throws UnparsableException {
    assertEquals(
        List.of("b@y.example", "a@x.example", "g@dh.example"),
        complete("g: a@x.example, b@y.example;"));
  }

  @Test
  void emptyAddressesAreSeen() throws UnparsableException {
    assertEquals(List.of(new Mailbox("", false)), AddressList.parse("<>"));
    assertEquals(List.of(new Mailbox("", false)), AddressList.parse("\"\""));
    assertEquals(List.of(), AddressList.parse(" ,, (only a comment)\n"));
  }

  @Test
  void includesAreKnownOnRequest() throws UnparsableException {
    String line = "list: :include:/etc/list, joe";
    assertEquals(
        List.of(new Mailbox("joe", false), new Include("/etc/list"), new Mailbox("list", false)),
        AddressList.parseWithIncludes(line));
    assertEquals(
        List.of(
            new Mailbox("joe", false),
            new Mailbox("/etc/list", false),
            new Mailbox("include", false),
            new Mailbox("list", false)),
        AddressList.parse(line));
    assertEquals(List.of(new Include("")), AddressList.parseWithIncludes(":include:"));
  }

  @Test
  void whatIsNotClosedOrNotOpenedIsRefused() {
    for (String line : List.of("(a", "\"a", "[a", ")", "]", "a>", "(a\\)", "\"\\", "((a)")) {
      assertThrows(UnparsableException.class, () -> AddressList.parse(line), line);
    }
  }

  @Test
  void theLongestLineIsParsedAndALongerOneRefused() throws UnparsableException {
    String longest = "a,".repeat(AddressTokens.LIMIT_BYTES / 2);
    assertEquals(AddressTokens.LIMIT_BYTES / 2, AddressList.parse(longest).size());
    assertThrows(UnparsableException.class, () -> AddressList.parse(longest + "a"));
    assertEquals(List.of(), AddressList.parse("(".repeat(500_000) + ")".repeat(500_000)));
    assertEquals(1, AddressList.parse("@".repeat(AddressTokens.LIMIT_BYTES)).size());
  }

  @Property(tries = 5000)
  void anyBytesAreParsedOrRefused(@ForAll("lines") String line) {
    try {
      for (Entry entry : AddressList.parse(line)) {
        Mailbox mailbox = (Mailbox) entry;
        String complete = NAMES.complete(mailbox);
        assertTrue(complete.indexOf('.', complete.lastIndexOf('@')) > 0, complete);
      }
      AddressList.parseWithIncludes(line);
    } catch (UnparsableException e) {
      assertThrows(UnparsableException.class, () -> AddressList.parseWithIncludes(line));
    }
  }

  @Property(tries = 500)
  void anyAddressInQuotesIsFound(@ForAll("texts") String local) throws UnparsableException {
    String quoted = "\"" + local.replaceAll("(?s)(.)", "\\\\$1") + "\"@x.example";
    List<Entry> entries = AddressList.parse(quoted);
    assertEquals(List.of(new Mailbox(local + "@x.example", true)), entries);
  }

  @Provide
  Arbitrary<String> lines() {
    Arbitrary<Character> special =
        Arbitraries.of('(', ')', '<', '>', '@', ',', ';', ':', '\\', '"', '[', ']', '.', ' ', 'a');
    Arbitrary<Character> any = Arbitraries.chars().range('\0', '\u00ff');
    return Arbitraries.frequencyOf(Tuple.of(3, special), Tuple.of(1, any))
        .list()
        .ofMaxSize(30)
        .map(AddressListTest::joined);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withCharRange('\0', '\u00ff').ofMaxLength(30);
  }

  private static String joined(List<Character> characters) {
    StringBuilder text = new StringBuilder();
    characters.forEach(text::append);
    return text.toString();
  }

  private static List<String> complete(String line) throws UnparsableException {
    List<Entry> entries = AddressList.parse(line);
    assertFalse(entries.isEmpty());
    assertTrue(entries.stream().allMatch(Mailbox.class::isInstance));
    return entries.stream().map(entry -> NAMES.complete((Mailbox) entry)).toList();
  }
}
