package org.quoin.smtpd;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.quoin.api.Peer;
import org.quoin.api.intake.Session;
import org.quoin.codec.AsciiCase;
import org.quoin.codec.MailDate;

/**
 * The trace line on top of each message (S7). Variables that the access rules set hide what the
 * connection says.
 *
 * @param host TCPREMOTEHOST, else {@code unknown}
 * @param info TCPREMOTEINFO
 * @param local TCPLOCALHOST, else TCPLOCALIP
 */
record ReceivedLine(String host, String ip, Optional<String> info, String local) {

  static ReceivedLine of(Peer peer, Map<String, String> variables) {
    Optional<String> info = Optional.ofNullable(variables.get("TCPREMOTEINFO"));
    return new ReceivedLine(
        variables.getOrDefault("TCPREMOTEHOST", peer.remoteHost().orElse("unknown")),
        variables.getOrDefault("TCPREMOTEIP", peer.remoteIp()),
        info.or(peer::remoteInfo),
        variables.getOrDefault("TCPLOCALHOST", peer.localHost().orElse(peer.localIp())));
  }

  /**
   * Both lines of it, each ended by LF.
   *
   * @param session what the peer called itself in it is told only if it is not its host's name; who
   *     has logged in takes the place of TCPREMOTEINFO (C10)
   * @param utf8 whether the mail may have text beyond ASCII in its envelope and header
   */
  String text(Session session, boolean utf8, Instant time) {
    String told =
        session
            .helo()
            .filter(name -> !AsciiCase.lower(name).equals(AsciiCase.lower(host)))
            .map(name -> " (HELO " + safe(name) + ")")
            .orElse("");
    String user = session.user().or(() -> info).map(name -> safe(name) + "@").orElse("");
    return ("Received: from " + safe(host) + told + " (" + user + safe(ip) + ")\n")
        + ("  by "
            + safe(local)
            + " with "
            + protocol(session, utf8)
            + "; "
            + MailDate.header(time)
            + "\n");
  }

  /** C19, RFC 3848, RFC 6531. A plain session is SMTP, also after EHLO, as in qmail. */
  private static String protocol(Session session, boolean utf8) {
    String with = (session.encrypted() ? "S" : "") + (session.user().isPresent() ? "A" : "");
    if (utf8) {
      return "UTF8SMTP" + with;
    }
    return with.isEmpty() ? "SMTP" : "ESMTP" + with;
  }

  /** Every byte that could mean something in a header becomes {@code ?}. */
  static String safe(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      out.append(isSafe(text.charAt(i)) ? text.charAt(i) : '?');
    }
    return out.toString();
  }

  private static boolean isSafe(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || ".@%+/=:-[]".indexOf(c) >= 0;
  }
}
