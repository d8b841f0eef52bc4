package org.quoin.queue;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.quoin.api.Address;
import org.quoin.codec.MailDate;
import org.quoin.codec.Quoting;

/**
 * The fields of a message/delivery-status (RFC 3464): one group about the message, one about each
 * recipient that the sender hears of. Plain ASCII, whatever addresses and reports hold.
 */
final class DeliveryStatus {
  private static final Pattern STATUS = Pattern.compile("\\(#(5\\.[0-9]{1,3}\\.[0-9]{1,3})\\)");
  private static final String SMTP = "smtp; ";
  private static final String REMOTE = "Remote host said: ";
  private static final Pattern REPLY =
      Pattern.compile("[2-5][0-9][0-9](?:[ \n-].*)?", Pattern.DOTALL);
  private static final String GIVING_UP = "\nGiving up on ";

  private DeliveryStatus() {}

  /**
   * @param reporter our name
   */
  static String of(History message, String reporter) {
    StringBuilder out = new StringBuilder(1024);
    Wishes.name(message.accepted().envelope().parameters())
        .ifPresent(name -> out.append(FoldedField.of("Original-Envelope-Id", name)));
    out.append(FoldedField.of("Reporting-MTA", "dns; " + reporter));
    out.append(FoldedField.of("Arrival-Date", MailDate.header(message.accepted().birth())));
    for (History.Line failed : message.failed()) {
      String report = failed.text();
      recipients(failed, out);
      out.append("Action: failed\n");
      out.append(FoldedField.of("Status", status(report)));
      out.append(FoldedField.of("Diagnostic-Code", diagnosis(report)));
    }
    for (History.Line line : message.succeeded()) {
      recipients(line, out);
      out.append(
          diagnosis(line.text()).startsWith(SMTP) ? "Action: relayed\n" : "Action: delivered\n");
      out.append("Status: 2.0.0\n");
    }
    return out.toString();
  }

  private static void recipients(History.Line line, StringBuilder out) {
    out.append('\n');
    Wishes.original(line.parameters())
        .ifPresent(typed -> out.append(FoldedField.of("Original-Recipient", inAscii(typed))));
    out.append(FoldedField.of("Final-Recipient", recipient(line.address())));
  }

  private static String inAscii(String typed) {
    int address = typed.indexOf("; ") + 2;
    return TextBytes.of(typed) == TextBytes.UTF_8
        ? typed.substring(0, address) + escaped(new Address(typed.substring(address)).utf8())
        : typed;
  }

  /** What qmail's texts have in parentheses, if it says that the failure is permanent. */
  static String status(String report) {
    Matcher matcher = STATUS.matcher(report);
    return matcher.find() ? matcher.group(1) : "5.0.0";
  }

  /** The remote server's own answer if the report quotes one, else the report. */
  static String diagnosis(String report) {
    int at = report.indexOf(REMOTE);
    String answer = at < 0 ? "" : report.substring(at + REMOTE.length());
    if (!REPLY.matcher(answer).matches()) {
      return "x-qmail; " + report;
    }
    int end = answer.indexOf(GIVING_UP);
    return SMTP + (end < 0 ? answer : answer.substring(0, end));
  }

  /** The address with its type; one in UTF-8 is written as RFC 6533 says. */
  static String recipient(Address address) {
    String line = FoldedField.line(address.text());
    return TextBytes.of(line) == TextBytes.UTF_8
        ? "utf-8; " + escaped(new Address(line).utf8())
        : "rfc822; " + Quoting.quoted(line);
  }

  /** utf-8-addr-xtext of RFC 6533, 3. */
  private static String escaped(String address) {
    StringBuilder out = new StringBuilder(address.length() + 16);
    address
        .codePoints()
        .forEach(
            c -> {
              if (c > ' ' && c < 127 && c != '+' && c != '=' && c != '\\') {
                out.append((char) c);
              } else {
                out.append("\\x{").append(hex(c)).append('}');
              }
            });
    return out.toString();
  }

  private static String hex(int codePoint) {
    return String.format(Locale.ROOT, "%02X", codePoint);
  }
}
