package org.quoin.smtpd;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.quoin.api.Reply;

/**
 * The code of RFC 3463 that belongs to a reply: the one that qmail's texts have at their end, as in
 * {@code (#5.7.1)}, else the one that says no more than the reply's first digit.
 */
final class StatusCode {
  private static final Pattern AT_END = Pattern.compile("\\(#([245]\\.\\d{1,3}\\.\\d{1,3})\\)$");

  private StatusCode() {}

  static String of(Reply reply) {
    String kind = String.valueOf(reply.code() / 100);
    if (!reply.text().endsWith(")")) {
      return kind + ".0.0";
    }
    Matcher code = AT_END.matcher(reply.text());
    return code.find() && code.group(1).startsWith(kind) ? code.group(1) : kind + ".0.0";
  }
}
