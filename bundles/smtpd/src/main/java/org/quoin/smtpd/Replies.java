package org.quoin.smtpd;

import java.time.Instant;
import org.quoin.api.Reply;

/** Every reply that the server gives of its own accord; qmail's words wherever qmail has one. */
final class Replies {
  static final Reply OK = new Reply(250, "ok");
  static final Reply FLUSHED = new Reply(250, "flushed");
  static final Reply VRFY = new Reply(252, "send some mail, i'll try my best");
  static final Reply GO_AHEAD = new Reply(354, "go ahead");

  static final Reply READY_FOR_TLS = new Reply(220, "ready for TLS");
  static final Reply TLS_ALREADY = new Reply(503, "TLS is on already (#5.5.1)");
  static final Reply TLS_PIPELINED =
      new Reply(554, "sorry, nothing may follow STARTTLS at once (#5.5.1)");
  static final Reply TLS_FIRST = new Reply(530, "must issue a STARTTLS command first (#5.7.0)");
  static final Reply NO_ARGUMENT = new Reply(501, "sorry, no argument is allowed (#5.5.4)");
  static final Reply EARLY = new Reply(554, "sorry, you must wait for my greeting (#5.5.1)");
  static final Reply BINARY = new Reply(555, "sorry, BINARYMIME is not offered (#5.6.1)");
  static final Reply NOT_UTF8 = new Reply(553, "sorry, that address is not in UTF-8 (#5.6.7)");
  static final Reply CHUNK_SYNTAX = new Reply(501, "sorry, BDAT needs a length (#5.5.4)");
  static final Reply NO_MIXTURE = new Reply(503, "sorry, BDAT has begun this message (#5.5.1)");
  static final Reply BUSY_WITH_MAIL = new Reply(503, "sorry, a mail has begun (#5.5.1)");
  static final Reply XCLIENT_SYNTAX = new Reply(501, "bad XCLIENT attributes (#5.5.4)");
  static final Reply XCLIENT_PIPELINED =
      new Reply(554, "sorry, nothing may follow XCLIENT at once (#5.5.1)");
  static final Reply XCLIENT_DENIED = new Reply(550, "sorry, that client is denied (#5.7.1)");

  static final Reply UNIMPLEMENTED = new Reply(502, "unimplemented (#5.5.1)");
  static final Reply SYNTAX = new Reply(555, "syntax error (#5.5.4)");
  static final Reply PARAMETERS = new Reply(501, "syntax error in parameters (#5.5.4)");
  static final Reply MAIL_FIRST = new Reply(503, "MAIL first (#5.5.1)");
  static final Reply RCPT_FIRST = new Reply(503, "RCPT first (#5.5.1)");
  static final Reply LINE_TOO_LONG = new Reply(500, "sorry, that line is too long (#5.5.2)");

  static final Reply HOPS = new Reply(554, "too many hops, this message is looping (#5.4.6)");
  static final Reply DATABYTES =
      new Reply(552, "sorry, that message size exceeds my databytes limit (#5.3.4)");
  static final Reply RECIPIENTS = new Reply(452, "sorry, too many recipients (#4.5.3)");

  static final Reply UNCLEAN =
      new Reply(554, "sorry, your message has a bare CR or a NUL (#5.6.0)");
  static final Reply BARE_LF = new Reply(451, "See https://cr.yp.to/docs/smtplf.html.");
  static final Reply TIMEOUT = new Reply(451, "timeout (#4.4.2)");
  static final Reply NO_INTAKE = new Reply(451, "sorry, I can't take mail right now (#4.3.0)");
  static final Reply TROUBLE = new Reply(451, "qq temporary problem (#4.3.0)");
  static final Reply WRITE_ERROR = new Reply(451, "qq write error or disk full (#4.3.0)");

  static final Reply CONTROLS = new Reply(421, "unable to read controls (#4.3.0)");
  static final Reply CLOSING = new Reply(421, "I'm going away, please come back (#4.3.2)");
  static final Reply ERRORS = new Reply(421, "too many errors (#4.7.0)");

  private Replies() {}

  /**
   * The message is ours.
   *
   * @param qp the number that finds it in the log
   */
  static Reply accepted(Instant time, long qp) {
    return new Reply(250, "ok " + time.getEpochSecond() + " qp " + qp);
  }
}
