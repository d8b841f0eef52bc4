package org.quoin.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** Servers that do not answer as they should: nobody knows, which is never a no. */
class TroubleTest {
  private static final NameServer.Answers SILENCE = (query, byTcp) -> new byte[0];
  private static final NameServer.Answers TEXT =
      new Zone().with("x.example. 60 TXT here").with("x.example. 60 A 192.0.2.1");

  private static CachingResolver asking(int millis, NameServer... servers) {
    List<String> names = Arrays.stream(servers).map(NameServer::name).toList();
    return Settings.resolver(String.join(", ", names), millis, 100, InstantSource.system());
  }

  private static NameServer.Answers saying(int rcode) {
    return (query, byTcp) -> Zone.empty(query, rcode).toWire();
  }

  @ParameterizedTest
  @ValueSource(ints = {Rcode.SERVFAIL, Rcode.REFUSED, Rcode.FORMERR, Rcode.NOTIMP})
  void aServerThatFailsSaysNothing(int rcode) throws IOException {
    try (NameServer server = new NameServer(saying(rcode))) {
      CachingResolver resolver = asking(5_000, server);
      IOException e = assertThrows(IOException.class, () -> resolver.texts("x.example"));
      assertTrue(
          String.valueOf(e.getMessage()).startsWith("TXT x.example: 127.0.0.1 port "),
          e.getMessage());
      assertTrue(
          String.valueOf(e.getMessage()).endsWith(" says " + Rcode.string(rcode)), e.getMessage());
      int asked = server.asked().size();
      assertThrows(IOException.class, () -> resolver.texts("x.example"));
      assertTrue(server.asked().size() > asked, "trouble is not kept");
    }
  }

  @Test
  void anotherServerMayKnow() throws IOException {
    try (NameServer bad = new NameServer(saying(Rcode.SERVFAIL));
        NameServer good = new NameServer(TEXT)) {
      CachingResolver resolver = asking(5_000, bad, good);
      assertEquals(List.of("here"), resolver.texts("x.example"));
      assertEquals(List.of(), resolver.texts("y.example"));
      assertEquals(1, bad.asked().size(), "who answered is asked first");
    }
  }

  @Test
  void silenceEndsInTime() throws IOException {
    try (NameServer silent = new NameServer(SILENCE)) {
      CachingResolver resolver = asking(90, silent);
      assertTimeout(
          Duration.ofSeconds(20),
          () -> assertThrows(IOException.class, () -> resolver.texts("x.example")));
      assertEquals(3, silent.asked().size(), "asked again, for a datagram may get lost");
    }
  }

  @Test
  void whoDoesNotAnswerIsPassedOver() throws IOException {
    try (NameServer silent = new NameServer(SILENCE);
        NameServer good = new NameServer(TEXT)) {
      CachingResolver resolver = asking(3_000, silent, good);
      assertEquals(List.of("here"), resolver.texts("x.example"));
    }
  }

  @Test
  void aServerThatDislikesExtensionsIsAskedWithout() throws IOException {
    NameServer.Answers old =
        (query, byTcp) ->
            query.getOPT() == null
                ? TEXT.answer(query, byTcp)
                : Zone.empty(query, Rcode.FORMERR).toWire();
    try (NameServer server = new NameServer(old)) {
      assertEquals(List.of("here"), asking(5_000, server).texts("x.example"));
    }
  }

  @Test
  void oneFamilyIsEnough() throws IOException {
    NameServer.Answers half =
        (query, byTcp) ->
            query.getQuestion().getType() == Type.A
                ? TEXT.answer(query, byTcp)
                : Zone.empty(query, Rcode.SERVFAIL).toWire();
    try (NameServer server = new NameServer(half)) {
      CachingResolver resolver = asking(5_000, server);
      assertEquals(1, resolver.addresses("x.example").size());
      assertEquals(List.of(), resolver.addresses("nobody.example"));
    }
  }

  @Test
  void aServerThatNamesOthersSaysNothing() throws IOException {
    NameServer.Answers lame =
        (query, byTcp) -> {
          Message answer = Zone.empty(query, Rcode.NOERROR);
          Name others = Name.fromConstantString("a.root.");
          answer.addRecord(new NSRecord(Name.root, 1, 60, others), Section.AUTHORITY);
          return answer.toWire();
        };
    try (NameServer server = new NameServer(lame)) {
      assertThrows(IOException.class, () -> asking(5_000, server).texts("x.example"));
    }
  }

  private static Message texts(Message query, int count) throws IOException {
    Message answer = Zone.empty(query, Rcode.NOERROR);
    Name name = query.getQuestion().getName();
    for (int i = 0; i < count; i++) {
      answer.addRecord(new TXTRecord(name, 1, 60, i + "x".repeat(200)), Section.ANSWER);
    }
    return answer;
  }

  @Test
  void whatDoesNotFitComesByTcpAndIsNotKept() throws IOException {
    NameServer.Answers huge =
        (query, byTcp) -> {
          if (byTcp) {
            return texts(query, 250).toWire();
          }
          Message cut = texts(query, 1);
          cut.getHeader().setFlag(Flags.TC);
          return cut.toWire();
        };
    try (NameServer server = new NameServer(huge)) {
      CachingResolver resolver = asking(5_000, server);
      assertEquals(250, resolver.texts("x.example").size());
      assertEquals(250, resolver.texts("x.example").size());
      assertEquals(4, server.asked().size());
    }
  }

  @Test
  void whatIsNoAnswerToTheQuestionIsPassedOver() throws IOException {
    NameServer.Answers other =
        (query, byTcp) -> {
          Message answer = Zone.empty(query, Rcode.NXDOMAIN);
          answer.getHeader().setID(query.getHeader().getID() ^ 1);
          return answer.toWire();
        };
    try (NameServer server = new NameServer(other)) {
      CachingResolver resolver = asking(60, server);
      assertThrows(IOException.class, () -> resolver.texts("x.example"));
    }
  }

  @Test
  void anAnswerAboutAnotherNameIsNone() throws IOException {
    NameServer.Answers other =
        (query, byTcp) -> {
          Message asked = new Question(Question.name("z.example"), 16).message(false);
          asked.getHeader().setID(query.getHeader().getID());
          return Zone.empty(asked, Rcode.NXDOMAIN).toWire();
        };
    try (NameServer server = new NameServer(other)) {
      CachingResolver resolver = asking(5_000, server);
      assertThrows(IOException.class, () -> resolver.texts("x.example"));
    }
  }

  @Test
  void garbageIsNoAnswer() throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    NameServer.Answers garbage =
        (query, byTcp) -> {
          byte[] bytes = texts(query, 3).toWire();
          for (int i = 0; i < 20; i++) {
            bytes[6 + random.nextInt(bytes.length - 6)] = (byte) random.nextInt();
          }
          return bytes;
        };
    try (NameServer server = new NameServer(garbage)) {
      for (int i = 0; i < 50; i++) {
        CachingResolver resolver = asking(100, server);
        try {
          resolver.texts("x.example");
        } catch (IOException expected) {
          assertTrue(
              String.valueOf(expected.getMessage()).startsWith("TXT x.example: "), "seed " + seed);
        }
      }
    }
  }

  @Test
  void aPortWithNobodyBehindItSaysNothing() throws IOException {
    NameServer gone = new NameServer(SILENCE);
    gone.close();
    CachingResolver resolver = asking(200, gone);
    assertThrows(IOException.class, () -> resolver.texts("x.example"));
  }
}
