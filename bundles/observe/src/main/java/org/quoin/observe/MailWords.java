package org.quoin.observe;

import java.util.List;
import org.quoin.api.event.MailEvent;
import org.slf4j.event.Level;

/** Every event as lines of the log it belongs to. */
final class MailWords {
  /** Where what was said of mail goes: its events do not name a listener. */
  private static final String SMTP = "smtp";

  /** How the source of a queue instance's warnings begins; its id follows. */
  private static final String QUEUE = "queue ";

  private final QueueWords queueWords;

  MailWords(long uid) {
    this.queueWords = new QueueWords(uid);
  }

  List<LogLine> of(MailEvent event) {
    return switch (event) {
      case MailEvent.OfQueue e -> info(e.queue(), queueWords.of(e));
      case MailEvent.Connected e -> info(e.listener(), NetWords.connected(e));
      case MailEvent.Disconnected e -> info(e.listener(), List.of(NetWords.disconnected(e)));
      case MailEvent.Turned e -> info(e.listener(), List.of(NetWords.turned(e)));
      case MailEvent.Refused e -> info(SMTP, List.of(NetWords.refused(e)));
      case MailEvent.Admitted e -> info(SMTP, List.of(NetWords.admitted(e)));
      case MailEvent.Warning e ->
          List.of(new LogLine(log(e.source()), Level.WARN, "warning: " + printable(e.text())));
      case MailEvent.Alert e ->
          List.of(new LogLine(log(e.source()), Level.ERROR, "alert: " + printable(e.text())));
    };
  }

  private static List<LogLine> info(String log, List<String> texts) {
    return texts.stream().map(text -> LogLine.info(log, text)).toList();
  }

  /** What a queue instance says of itself belongs to its own log. */
  private static String log(String source) {
    return source.startsWith(QUEUE) ? source.substring(QUEUE.length()) : source;
  }

  /** Blanks stay blanks: these texts are ours and for people. */
  private static String printable(String text) {
    StringBuilder out = new StringBuilder(text);
    for (int i = 0; i < out.length(); i++) {
      char c = out.charAt(i);
      if (c < ' ' || c > '~') {
        out.setCharAt(i, '?');
      }
    }
    return out.toString();
  }
}
