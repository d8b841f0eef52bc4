package org.quoin.smtpd;

import org.quoin.api.Reply;

/** What AUTH answers (RFC 4954, 4 and 6), in the words of qmail-smtpd's patches for it. */
final class AuthReplies {
  static final Reply DONE = new Reply(235, "ok, go ahead (#2.0.0)");
  static final Reply LATER = new Reply(454, "temporary authentication failure (#4.7.0)");
  static final Reply LINE_TOO_LONG = new Reply(500, "sorry, that line is too long (#5.5.6)");
  static final Reply MALFORMED = new Reply(501, "malformed auth input (#5.5.4)");
  static final Reply CANCELLED = new Reply(501, "auth exchange cancelled (#5.7.0)");
  static final Reply AGAIN = new Reply(503, "you're already authenticated (#5.5.1)");
  static final Reply IN_MAIL = new Reply(503, "no auth during mail transaction (#5.5.1)");
  static final Reply MECHANISM = new Reply(504, "auth type unimplemented (#5.5.4)");
  static final Reply REQUIRED = new Reply(530, "Authentication required (#5.7.0)");
  static final Reply FAILED = new Reply(535, "authorization failed (#5.7.8)");
  static final Reply NEEDS_TLS = new Reply(538, "auth not available without TLS (#5.7.11)");

  private AuthReplies() {}
}
