package org.quoin.programs;

import java.time.Instant;
import org.quoin.api.Address;
import org.quoin.api.Sender;
import org.quoin.codec.MailDate;
import org.quoin.codec.Quoting;

/**
 * An automatic answer as RFC 3834, 3 wants it.
 *
 * @param recipient whose mail is answered
 * @param header of that mail
 */
record VacationAnswer(Sender sender, String recipient, Header header, Instant now) {
  private static final String SUBJECT = "$SUBJECT";
  private static final int SUBJECT_CHARACTERS = 200;

  String with(VacationText text) {
    StringBuilder answer = new StringBuilder();
    if (!text.hasFrom()) {
      answer.append("From: <").append(address(recipient)).append(">\n");
    }
    answer.append("To: <").append(address(sender.text())).append(">\n");
    if (!text.hasSubject()) {
      answer.append("Subject: Auto: ").append(subject()).append('\n');
    }
    answer.append(text.fields().replace(SUBJECT, subject()));
    answer.append("Date: ").append(MailDate.header(now)).append('\n');
    answer.append("Message-ID: <").append(id()).append(">\n");
    header
        .messageId()
        .ifPresent(id -> answer.append("In-Reply-To: %s\nReferences: %s\n".formatted(id, id)));
    answer.append("Auto-Submitted: auto-replied\nPrecedence: bulk\n\n");
    return answer.append(text.body().replace(SUBJECT, subject())).toString();
  }

  private static String address(String address) {
    return Quoting.quoted(address).replaceAll("[\r\n]", "_");
  }

  private String id() {
    String own = Fingerprint.of(sender.text(), recipient, header.messageId().orElse(""));
    String host = new Address(recipient).domain().replaceAll("[\\x00-\\x20\\x7f<>]", "_");
    return "%d.%s.vacation@%s".formatted(now.toEpochMilli(), own.substring(0, 16), host);
  }

  /** On one line, whatever was sent. */
  private String subject() {
    String subject = header.first("subject").map(Header.Field::value).orElse("");
    String line = subject.replaceAll("[\\x00-\\x1f\\x7f]", " ");
    return line.substring(0, Math.min(SUBJECT_CHARACTERS, line.length()));
  }
}
