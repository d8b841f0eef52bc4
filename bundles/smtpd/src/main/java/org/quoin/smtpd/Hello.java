package org.quoin.smtpd;

import java.util.ArrayList;
import java.util.List;
import org.quoin.api.net.Connection;

/** What EHLO answers (S1; RFC 5321, 4.1.1.1): our name, and a line for each extension. */
record Hello(Terms terms, Settings settings, Connection connection) {

  /**
   * The whole answer, without its last line end.
   *
   * @param auth the line about AUTH with its end; may be empty
   */
  String text(String auth) {
    List<String> lines = new ArrayList<>(List.of(terms.greeting(), "PIPELINING"));
    if (settings.has(Extension.SIZE)) {
      lines.add(terms.databytes() > 0 ? "SIZE " + terms.databytes() : "SIZE");
    }
    if (offersTls()) {
      lines.add("STARTTLS");
    }
    if (takesChunks()) {
      lines.add("CHUNKING");
    }
    addIf(Extension.ENHANCEDSTATUSCODES, "ENHANCEDSTATUSCODES", lines);
    addIf(Extension.SMTPUTF8, "SMTPUTF8", lines);
    addIf(Extension.DSN, "DSN", lines);
    addIf(Extension.LIMITS, "LIMITS RCPTMAX=" + terms.mostRecipients(settings), lines);
    if (takesXclient()) {
      lines.add("XCLIENT " + Xclient.ATTRIBUTES);
    }
    lines.add("8BITMIME");
    String last = lines.removeLast();
    return String.join("", lines.stream().map(line -> "250-" + line + "\r\n").toList())
        + auth
        + ("250 " + last);
  }

  private void addIf(Extension extension, String line, List<String> lines) {
    if (settings.has(extension)) {
      lines.add(line);
    }
  }

  /** Where line ends are mended on the way in nobody can count the bytes that were sent. */
  boolean takesChunks() {
    return settings.has(Extension.CHUNKING)
        && !connection.variables().containsKey(FixCrio.VARIABLE);
  }

  boolean offersTls() {
    return settings.has(Extension.STARTTLS) && connection.canStartTls();
  }

  /** Whether the peer may say for whom it speaks. */
  boolean takesXclient() {
    return settings.has(Extension.XCLIENT) && connection.variables().containsKey("XCLIENT");
  }
}
