package org.quoin.observe;

import java.util.List;
import org.quoin.api.Peer;
import org.quoin.api.Sender;
import org.quoin.api.event.MailEvent;
import org.quoin.api.event.Speaker;
import org.quoin.codec.LogText;

/**
 * Connections in the words of tcpserver, and what was said of mail in those of SPAMCONTROL's
 * qmail-smtpd (C18). The connection's id stands where a process id would.
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
    return line("Reject::" + Conditions.of(e), e.speaker(), e.sender(), e.recipient())
        + " "
        + LogText.address(e.reply().toString());
  }

  static String admitted(MailEvent.Admitted e) {
    return line("Accept::" + Conditions.of(e), e.speaker(), e.sender(), e.recipient().text());
  }

  private static String line(String what, Speaker speaker, Sender sender, String recipient) {
    return "qmail-smtpd: pid "
        + LogText.address(speaker.session())
        + " "
        + LogText.address(what)
        + ": P:"
        + LogText.address(speaker.protocol())
        + " S:"
        + LogText.address(speaker.ip())
        + ":"
        + host(speaker.host())
        + " H:"
        + LogText.address(speaker.helo())
        + " F:"
        + LogText.address(sender.text())
        + " T:"
        + LogText.address(recipient);
  }

  private static String host(String name) {
    return LogText.address(name).replace(':', '_');
  }
}
