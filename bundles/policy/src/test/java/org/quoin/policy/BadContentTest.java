package org.quoin.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quoin.api.Address;
import org.quoin.api.Content;
import org.quoin.api.Sender;
import org.quoin.api.intake.Mail;
import org.quoin.api.intake.MailFilter;
import org.quoin.api.queue.Envelope;

/** badmimetypes and badloadertypes. */
class BadContentTest {
  private static final String REFUSED = "554 sorry, invalid message content (#5.3.2)";
  private static final String BASE64 = "Content-Transfer-Encoding: base64\n\n";

  private final FakeControl control = new FakeControl();

  private static String said(MailFilter rule, Map<String, String> variables, String message)
      throws Exception {
    Envelope envelope = new Envelope(Sender.NULL, List.of(new Address("joe@here.example")));
    Mail mail = new Mail(envelope, new Content("Received: x\n", new TextBody(message)));
    return Visitors.said(rule.message(Visitors.with(variables), mail));
  }

  private String mime(String message) throws Exception {
    control.put("badmimetypes", "TVqQAAMAA # programs of Windows\nUEsD\n");
    return said(new Badmimetypes(control), Map.of("BADMIMETYPE", ""), message);
  }

  private String loader(String value, String message) throws Exception {
    control.put("badloadertypes", "Mabcd\nXYZ12 more\nshrt\n");
    return said(new Badloadertypes(control), Map.of("BADLOADERTYPE", value), message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        BASE64 + "TVqQAAMAAAAE\n",
        BASE64 + "TVqQ\nAAMAA",
        BASE64 + " \n TVqQ AAMAAAAE\n",
        BASE64 + "UEsDBBQAAAAI\n",
        "content-TRANSFER-encoding:\n\tBASE64\n\nTVqQAAMAAAAE\n",
        "Content-Transfer-Encoding: base64\nContent-Type: x/y;\n name=a\n\nTVqQAAMAAAAE\n",
        "A: b\n\n--x\nContent-Type: text/plain\n\nHello.\n--x\n" + BASE64 + "TVqQAAMAAAAE\n--x--\n",
        "A: b\n\n--x\n" + BASE64 + "AAAAAAAAA\n--x\n" + BASE64 + "TVqQAAMAAAAE\n--x--\n",
        "Content-Type: message/rfc822\n\nSubject: within\n" + BASE64 + "TVqQAAMAAAAE\n"
      })
  void attachmentsThatBeginSoAreRefused(String message) throws Exception {
    assertEquals(REFUSED, mime(message));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "A: b\n\nTVqQAAMAAAAE\n",
        BASE64 + "AAAATVqQAAMAAAAE\n",
        BASE64 + "TVqQAAMA\n",
        "Content-Transfer-Encoding: 7bit\n\nTVqQAAMAAAAE\n",
        "Content-Transfer-Encoding: base64\n--x\nA: b\n\nTVqQAAMAAAAE\n",
        BASE64 + "AAAAAAAAA\n--x\nA: b\n\nTVqQAAMAAAAE\n"
      })
  void otherMessagesPass(String message) throws Exception {
    assertEquals("passed", mime(message));
  }

  @Test
  void signaturesOfLoadersAreFoundAnywhereInAnAttachment() throws Exception {
    assertEquals(REFUSED, loader("M", BASE64 + "AAAAAAAAAAMabcdAA\n"));
    assertEquals(REFUSED, loader("M", BASE64 + "AAAAAMab\ncdAA\n"));
    assertEquals("passed", loader("M", BASE64 + "AAAAXYZ12AA\n"));
    assertEquals(REFUSED, loader("X", BASE64 + "AAAAXYZ12AA\n"));
    assertEquals(REFUSED, loader("", BASE64 + "AAAAXYZ12AA\n"));
    assertEquals("passed", loader("", BASE64 + "AAAAshrtAA\n"));
    assertEquals("passed", loader("", "A: b\n\nMabcd\n"));
  }

  @Test
  void whoseMessagesAreLookedAtSayTheAccessRules() throws Exception {
    String bad = BASE64 + "TVqQAAMAAAAE\n";
    mime(bad);
    Badmimetypes rule = new Badmimetypes(control);
    assertEquals("passed", said(rule, Map.of(), bad));
    assertEquals("passed", said(rule, Map.of("BADMIMETYPE", "-"), bad));
    assertEquals(REFUSED, said(rule, Map.of("BADMIMETYPE", "+"), bad));
    assertEquals("passed", said(rule, Map.of("BADMIMETYPE", "+", "RELAYCLIENT", ""), bad));
    assertEquals(REFUSED, said(rule, Map.of("BADMIMETYPE", "", "RELAYCLIENT", ""), bad));
    assertEquals(REFUSED, loader("M+", BASE64 + "Mabcd"));
  }

  @Test
  void withoutTheFileAllPassAndOneThatCannotBeReadMeansLater() throws Exception {
    Badmimetypes rule = new Badmimetypes(control);
    String bad = BASE64 + "TVqQAAMAAAAE\n";
    assertEquals("passed", said(rule, Map.of("BADMIMETYPE", ""), bad));
    control.breaks("badmimetypes");
    assertThrows(IOException.class, () -> said(rule, Map.of("BADMIMETYPE", ""), bad));
  }

  @Property
  void anyMessageCanBeLookedAt(@ForAll("bytes") String message) throws Exception {
    mime(message);
    loader("", message);
    assertEquals(REFUSED, mime(message + "\n--x\n" + BASE64 + "TVqQAAMAAAAE\n"));
  }

  @Provide
  Arbitrary<String> bytes() {
    return Arbitraries.strings()
        .withChars("-\n\r \tCcontent-transfer-encoding: base64TVqQAM\u0000\u00ff")
        .ofMaxLength(400);
  }
}
