package org.quoin.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.quoin.api.Address;
import org.quoin.api.Parameters;
import org.quoin.api.Sender;
import org.quoin.api.intake.Edit;
import org.quoin.api.intake.Session;
import org.quoin.api.intake.Verdict;

/**
 * What each filter says to a peer, a sender and a recipient, for people. All are asked, also behind
 * one that refuses; nothing is counted, remembered or sent.
 *
 * @param own names of filters that are asked for the mail of some instances only
 */
record Inquiry(Session session, Sender sender, Address recipient, Set<String> own) {

  /** A line for each filter that has an answer other than yes at any stage, or says yes to all. */
  List<String> lines(FilterChain chain) {
    List<String> lines = new ArrayList<>();
    for (Filter filter : chain.filters()) {
      lines.add(line(filter));
    }
    return lines;
  }

  private String line(Filter filter) {
    if (!filter.concerns(session)) {
      return "%-16s not asked: none of its variables is set".formatted(filter.name());
    }
    EnvelopeState envelope = EnvelopeState.of(sender, Notes.NONE);
    EnvelopeState named =
        EnvelopeState.of(sender, new Named(recipient, Parameters.NONE), Notes.NONE);
    List<String> answers = new ArrayList<>();
    addUnlessYes("connect", answer(filter, new ConnectStage(), session), answers);
    addUnlessYes("MAIL", answer(filter, new SenderStage(session), envelope), answers);
    addUnlessYes("RCPT", answer(filter, new RecipientStage(session), named), answers);
    String only = own.contains(filter.name()) ? " (for instances that name it)" : "";
    return "%-16s %s%s"
        .formatted(filter.name(), answers.isEmpty() ? "yes" : String.join("; ", answers), only);
  }

  private static void addUnlessYes(String stage, String answer, List<String> answers) {
    if (!answer.isEmpty()) {
      answers.add(stage + ": " + answer);
    }
  }

  /** Empty for a plain yes. */
  private static <S> String answer(Filter filter, Stage<S> stage, S state) {
    try {
      return switch (filter.ask(stage, state)) {
        case Verdict.Pass(List<Edit> edits) -> edits.isEmpty() ? "" : "yes, and " + edits;
        case Verdict.Refuse refuse -> refuse.reply().toString();
        case Verdict.Discard(String reason) -> "swallow: " + reason;
      };
    } catch (Throwable e) { // foreign code
      return "later: " + e.getMessage();
    }
  }
}
