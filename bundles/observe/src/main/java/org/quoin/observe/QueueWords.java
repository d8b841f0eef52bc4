package org.quoin.observe;

import java.util.List;
import org.quoin.api.delivery.Outcome;
import org.quoin.api.event.MailEvent;
import org.quoin.codec.LogText;

/**
 * Queue events in the words of qmail-send (Q20, qmail-log(5)): every tool that reads qmail's logs
 * depends on them, so not a byte is ours to change.
 *
 * @param uid of this process; qmail names the uid that queued the message
 */
record QueueWords(long uid) {
  List<String> of(MailEvent.OfQueue event) {
    return switch (event) {
      case MailEvent.Accepted e -> List.of("new msg " + e.message(), info(e));
      case MailEvent.Started e -> List.of(start(e));
      case MailEvent.Ended e -> List.of("delivery " + e.number() + ": " + end(e.outcome()));
      case MailEvent.Status e -> List.of(status(e));
      case MailEvent.Bounced e -> List.of("bounce msg " + e.message() + " qp " + e.qp());
      case MailEvent.TripleBounce e -> List.of("triple bounce: discarding bounce/" + e.message());
      case MailEvent.Finished e -> List.of("end msg " + e.message());
      case MailEvent.Stopped e -> List.of("status: exiting");
    };
  }

  private String info(MailEvent.Accepted e) {
    return "info msg %d: bytes %d from <%s> qp %d uid %d"
        .formatted(e.message(), e.bytes(), LogText.address(e.sender().text()), e.qp(), uid);
  }

  private static String start(MailEvent.Started e) {
    return "starting delivery %d: msg %d to %s %s"
        .formatted(
            e.number(),
            e.message(),
            e.local() ? "local" : "remote",
            LogText.address(e.recipient().text()));
  }

  private static String end(Outcome outcome) {
    String word =
        switch (outcome) {
          case Outcome.Delivered delivered -> "success";
          case Outcome.Failed failed -> "failure";
          case Outcome.Later later -> "deferral";
        };
    return word + ": " + LogText.report(outcome.text());
  }

  private static String status(MailEvent.Status e) {
    return "status: local %d/%d remote %d/%d"
        .formatted(e.local(), e.localLimit(), e.remote(), e.remoteLimit());
  }
}
