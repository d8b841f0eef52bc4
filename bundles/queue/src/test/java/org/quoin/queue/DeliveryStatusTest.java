package org.quoin.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.quoin.api.Address;

/** What the fields about one recipient say (RFC 3464, 2.3). */
class DeliveryStatusTest {
  @Test
  void statusIsTheOneInTheText() {
    assertEquals("5.1.1", DeliveryStatus.status("Sorry, no mailbox here by that name. (#5.1.1)\n"));
    assertEquals("5.4.6", DeliveryStatus.status("looping (#x) (#5.4.6) (#5.1.1)"));
  }

  @Test
  void statusIsUnknownUnlessTheTextSaysPermanent() {
    assertEquals("5.0.0", DeliveryStatus.status("no\n"));
    assertEquals("5.0.0", DeliveryStatus.status("later (#4.4.1)\nI'm not going to try again"));
    assertEquals("5.0.0", DeliveryStatus.status("(#5.1.1111) (#5.1) 5.1.1"));
  }

  @Test
  void remoteAnswerIsQuotedAlone() {
    assertEquals(
        "smtp; 550-no\n550 such user",
        DeliveryStatus.diagnosis(
            """
            192.0.2.1 does not like recipient.
            Remote host said: 550-no
            550 such user
            Giving up on 192.0.2.1.
            """));
    assertEquals("smtp; 554", DeliveryStatus.diagnosis("Remote host said: 554"));
  }

  @Test
  void anythingElseIsOurs() {
    assertEquals("x-qmail; no\n", DeliveryStatus.diagnosis("no\n"));
    assertEquals(
        "x-qmail; Remote host said: Dno\n", DeliveryStatus.diagnosis("Remote host said: Dno\n"));
    assertEquals(
        "x-qmail; Remote host said: 5500", DeliveryStatus.diagnosis("Remote host said: 5500"));
  }

  @Test
  void recipientIsQuotedAsInHeaders() {
    assertEquals("rfc822; joe@here.test", DeliveryStatus.recipient(new Address("joe@here.test")));
    assertEquals(
        "rfc822; \"a b_\\\"c\"@here.test",
        DeliveryStatus.recipient(new Address("a b\n\"c@here.test")));
  }

  @Test
  void recipientInUtf8IsEscaped() {
    String bytes = "j\u00c3\u00b6e+x=1@here.test";
    assertEquals(
        "utf-8; j\\x{F6}e\\x{2B}x\\x{3D}1@here.test", DeliveryStatus.recipient(new Address(bytes)));
    assertEquals("rfc822; \"\u00e9\"@x", DeliveryStatus.recipient(new Address("\u00e9@x")));
  }
}
