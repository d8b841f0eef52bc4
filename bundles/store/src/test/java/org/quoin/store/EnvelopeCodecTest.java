package org.quoin.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import org.quoin.api.Address;
import org.quoin.api.Parameters;
import org.quoin.api.Sender;
import org.quoin.api.queue.Envelope;

/** Acceptances with and without parameters, byte by byte as the format page has them. */
class EnvelopeCodecTest {
  private static final Sender SENDER = new Sender("s@x");
  private static final List<Address> TWO = List.of(new Address("a@b"), new Address("c@d"));

  /** All fields of an acceptance but its type, sender and what follows. */
  private static final String BEFORE =
      "ffffffffffffffff 00 00000002 3030 0000000000000007 000000003b9aca00 00000005"
          + " 0000000000000007 0000000000000003 00000009 00";

  private static final String NAMES =
      "00000003 734078 00000002 00000003 614062 00000003 634064 00000002 483a";

  static Arbitrary<Envelope> envelopes() {
    Arbitrary<String> octets =
        Arbitraries.strings().withCharRange('\u0001', '\u00ff').ofMaxLength(60);
    return Combinators.combine(octets, octets.list().ofMaxSize(20), parameters())
        .flatAs((from, to, ofMail) -> withSome(from, to, ofMail));
  }

  private static Arbitrary<Envelope> withSome(String from, List<String> to, Parameters ofMail) {
    List<Address> recipients = to.stream().map(Address::new).toList();
    return parameters()
        .list()
        .ofSize(to.size())
        .map(all -> new Envelope(new Sender(from), recipients, ofMail, all));
  }

  private static Arbitrary<Parameters> parameters() {
    Arbitrary<String> word =
        Arbitraries.strings()
            .withCharRange('!', '~')
            .withCharRange('\u0080', '\u00ff')
            .ofMinLength(1)
            .ofMaxLength(20);
    Arbitrary<Parameters> some =
        word.list().ofMinSize(1).ofMaxSize(4).map(words -> new Parameters(String.join(" ", words)));
    return Arbitraries.oneOf(Arbitraries.just(Parameters.NONE), some);
  }

  private static ByteBuffer record(String hex) {
    byte[] fields = HexFormat.of().parseHex(hex.replace(" ", ""));
    return ByteBuffer.allocate(8 + fields.length).putInt(0, fields.length).put(8, fields);
  }

  private static Envelope decode(String hex) throws IOException {
    LogRecord record =
        RecordCodec.decode(record(hex), ref -> Body.recovered(ref, body -> unreadable()));
    return ((LogRecord.Acceptance) record).message().envelope();
  }

  private static java.io.InputStream unreadable() throws IOException {
    throw new IOException("nobody reads it");
  }

  /** Fields and type of the record that this envelope is written as. */
  private static String encode(Envelope envelope) throws IOException {
    ByteBuffer record = record("02" + BEFORE + NAMES);
    var old =
        (LogRecord.Acceptance)
            RecordCodec.decode(record, ref -> Body.recovered(ref, body -> unreadable()));
    var message = old.message();
    ByteBuffer bytes =
        RecordCodec.encode(
            new LogRecord.Acceptance(
                new org.quoin.api.queue.QueueRecord.Accepted(
                    message.queue(),
                    message.message(),
                    message.birth(),
                    envelope,
                    message.content()),
                old.order(),
                false));
    byte[] fields = new byte[bytes.limit() - 8];
    bytes.get(8, fields);
    return HexFormat.of().formatHex(fields);
  }

  private static String hex(String text) {
    return text.replace(" ", "");
  }

  @Example
  void anAcceptanceOfOldIsReadAndStillWrittenAsItWas() throws IOException {
    assertEquals(new Envelope(SENDER, TWO), decode("02" + BEFORE + NAMES));
    assertEquals(hex("02" + BEFORE + NAMES), encode(new Envelope(SENDER, TWO)));
  }

  @Example
  void parametersStandAtTheEndOfATypeOfTheirOwn() throws IOException {
    Envelope envelope =
        new Envelope(
            SENDER,
            TWO,
            new Parameters("SMTPUTF8"),
            List.of(Parameters.NONE, new Parameters("NOTIFY=NEVER")));
    String bytes =
        "09"
            + (BEFORE + NAMES)
            + "00000008 534d545055544638 00000001 00000001 0000000c 4e4f544946593d4e45564552";
    assertEquals(envelope, decode(bytes));
    assertEquals(hex(bytes), encode(envelope));
  }

  @Example
  void parametersOfNobodyAndThoseThatAreNoneAreRefused() {
    List<String> ends = new ArrayList<>();
    ends.add("00000000 00000001 00000002 00000001 58"); // of a third recipient
    ends.add("00000000 00000001 ffffffff 00000001 58");
    ends.add("00000000 00000002 00000001 00000001 58 00000000 00000001 58"); // out of order
    ends.add("00000000 00000002 00000001 00000001 58 00000001 00000001 58"); // twice
    ends.add("00000000 00000003 00000000 00000001 58"); // fewer than it says
    ends.add("00000001 20 00000000"); // a blank
    ends.add("00000001 0a 00000000"); // a line end
    ends.add("00000001 58 00000000 00"); // a byte too many
    for (String end : ends) {
      assertThrows(IOException.class, () -> decode("09" + BEFORE + NAMES + end), end);
    }
  }
}
