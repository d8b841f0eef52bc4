package org.quoin.api.event;

import java.util.Locale;
import org.quoin.api.Peer;
import org.quoin.api.intake.Session;

/**
 * Who was spoken with when something happened, as far as it was known then; unknown = empty.
 *
 * @param session its id
 * @param protocol as the Received line names it (C19), such as {@code ESMTPSA}
 * @param helo what the peer called itself
 */
public record Speaker(String session, String protocol, String ip, String host, String helo) {

  public static Speaker of(Session session) {
    return new Speaker(
        session.id(),
        protocol(session),
        session.peer().map(Peer::remoteIp).orElse(""),
        session.peer().flatMap(Peer::remoteHost).orElse(""),
        session.helo().orElse(""));
  }

  /** Submission is SMTP, too. */
  private static String protocol(Session session) {
    String name = session.protocol();
    if (!name.equals("smtp") && !name.equals("submission")) {
      return name.toUpperCase(Locale.ROOT);
    }
    String with = (session.encrypted() ? "S" : "") + (session.user().isPresent() ? "A" : "");
    return with.isEmpty() ? "SMTP" : "ESMTP" + with;
  }
}
