package org.quoin.observe;

import java.util.List;
import java.util.Locale;
import org.quoin.api.Peer;
import org.quoin.api.event.MailEvent;
import org.quoin.api.event.Speaker;
import org.quoin.codec.LogText;

/**
 * Connections in the words of tcpserver, and refusals in those of SPAMCONTROL's qmail-smtpd (C18).
 * The connection's id stands where a process id would.
 */
final class NetWords {
  private NetWords() {}

  static List<String> connected(MailEvent.Connected e) {
    Peer peer = e.peer();
    String id = LogText.address(e.connection());
    String local =
        host(peer.localHost().orElse("")) + ":" + peer.localIp() + ":" + peer.localPort();
    String remote =
        String.join(
            ":",
            host(peer.remoteHost().orElse("")),
            peer.remoteIp(),
            host(peer.remoteInfo().orElse("")),
            String.valueOf(peer.remotePort()));
    return List.of(
        "tcpserver: pid " + id + " from " + peer.remoteIp(),
        "tcpserver: ok " + id + " " + local + " " + remote);
  }

  static String disconnected(MailEvent.Disconnected e) {
    return "tcpserver: end " + LogText.address(e.connection()) + " status 0";
  }

  static String turned(MailEvent.Turned e) {
    return "tcpserver: deny 0 ::"
        + LogText.address(e.remoteIp())
        + ":: "
        + LogText.address(e.reason());
  }

  /** SPAMCONTROL's line, with our answer behind it. */
  static String refused(MailEvent.Refused e) {
    Speaker speaker = e.speaker();
    return "qmail-smtpd: pid %s Reject::%s::%s: P:%s S:%s:%s H:%s F:%s T:%s %s"
        .formatted(
            LogText.address(speaker.session()),
            stage(e),
            capitalized(LogText.address(e.rule())),
            LogText.address(speaker.protocol()),
            LogText.address(speaker.ip()),
            host(speaker.host()),
            LogText.address(speaker.helo()),
            LogText.address(e.sender().text()),
            LogText.address(e.recipient()),
            LogText.address(e.reply().toString()));
  }

  private static String stage(MailEvent.Refused e) {
    if (!e.recipient().isEmpty()) {
      return "RCPT";
    }
    return e.sender().isNull() ? "SMTP" : "SNDR";
  }

  private static String host(String name) {
    return LogText.address(name).replace(':', '_');
  }

  private static String capitalized(String word) {
    return word.isEmpty() ? "" : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
