package org.quoin.observe;

import java.util.Locale;
import java.util.Map;
import org.quoin.api.event.MailEvent;
import org.quoin.api.intake.Session;

/**
 * What SPAMCONTROL's qmail-smtpd calls the reasons for which it takes and refuses mail (C18), so
 * that what counts its lines counts ours: {@code Type::Condition}. Rules that it does not know have
 * their own name as the condition.
 */
final class Conditions {
  private static final Map<String, String> REJECT =
      Map.ofEntries(
          Map.entry("tls", "SNDR::Missing_TLS"),
          Map.entry("badhelo", "SNDR::Bad_Helo"),
          Map.entry("helodns", "SNDR::DNS_Helo"),
          Map.entry("rcpthosts", "SNDR::Invalid_Relay"),
          Map.entry(Session.LOGIN, "ORIG::Require_Auth"),
          Map.entry("badmailfrom", "ORIG::Bad_Mailfrom"),
          Map.entry("mfdnscheck", "ORIG::DNS_MF"),
          Map.entry("mav", "ORIG::Invalid_Sender"),
          Map.entry("badrcptto", "RCPT::Bad_Rcptto"),
          Map.entry("recipients", "RCPT::Failed_Rcptto"),
          Map.entry("maxrecipients", "RCPT::Toomany_Rcptto"),
          Map.entry("tarpit", "RCPT::Toomany_Rcptto"),
          Map.entry("size", "DATA::Invalid_Size"),
          Map.entry("badmimetypes", "DATA::Bad_MIME"),
          Map.entry("badloadertypes", "DATA::Bad_Loader"),
          Map.entry("hops", "SMTP::Toomany_Hops"));

  private static final Map<String, String> ACCEPT =
      Map.of(
          "mav",
          "ORIG::Local_Sender",
          Session.LOGIN,
          "ORIG::Valid_Auth",
          Session.RELAY_CLIENT,
          "SNDR::Relay_Client",
          "recipients",
          "RCPT::Recipients_Rcptto",
          "rcpthosts",
          "RCPT::Rcpthosts_Rcptto");

  private Conditions() {}

  static String of(MailEvent.Refused event) {
    return named(REJECT, event.rule(), type(event.stage()));
  }

  static String of(MailEvent.Admitted event) {
    return event.rule().isEmpty() ? "RCPT::Rcptto" : named(ACCEPT, event.rule(), "RCPT");
  }

  private static String named(Map<String, String> known, String rule, String type) {
    String condition = known.get(rule);
    return condition == null ? type + "::" + capitalized(rule) : condition;
  }

  private static String type(MailEvent.Stage stage) {
    return switch (stage) {
      case CONNECTION -> "SMTP";
      case SENDER -> "ORIG";
      case RECIPIENT -> "RCPT";
      case MESSAGE -> "DATA";
    };
  }

  private static String capitalized(String word) {
    return word.isEmpty() ? "" : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
