package org.quoin.observe;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.quoin.api.Address;
import org.quoin.api.Sender;
import org.quoin.api.delivery.Cause;
import org.quoin.api.delivery.Outcome;
import org.quoin.api.event.MailEvent;

/**
 * Tells a recorded scenario as events. The order of things and the numbers come from the recorded
 * log; senders, recipients and reports come from the scenario with all their bytes wherever it
 * gives them, so that the log cannot simply be copied.
 */
final class Replay {
  private static final String QUEUE = "00";
  private static final Pattern STATUS =
      Pattern.compile("status: local (\\d+)/(\\d+) remote (\\d+)/(\\d+)");
  private static final Pattern INFO = Pattern.compile("info msg (\\d+): bytes 1001 from <(.*)> .*");
  private static final Pattern START =
      Pattern.compile("starting delivery (\\d+): msg (\\d+) to (local|remote) (.*)");
  private static final Pattern END =
      Pattern.compile("delivery (\\d+): (success|failure|deferral): (.*)");
  private static final Pattern BOUNCE = Pattern.compile("bounce msg (\\d+) qp 1002");
  private static final Pattern TRIPLE = Pattern.compile("triple bounce: discarding bounce/(\\d+)");
  private static final Pattern FINISH = Pattern.compile("end msg (\\d+)");
  private static final Pattern TROUBLE = Pattern.compile("(warning|alert): (.*)");

  private final MailWords words = new MailWords(1003);
  private final JsonNode scenario;
  private String channel = "";
  private String recipient = "";
  private int accepted;
  private int rawTexts;

  Replay(JsonNode scenario) {
    this.scenario = scenario;
  }

  /** Reports that came from the scenario and not from the log. */
  int rawTexts() {
    return rawTexts;
  }

  List<String> lines(List<String> log) {
    List<String> lines = new ArrayList<>();
    for (String line : log) {
      event(line).ifPresent(e -> words.of(e).forEach(made -> lines.add(made.text())));
    }
    return lines;
  }

  private Optional<MailEvent> event(String line) {
    if (line.startsWith("new msg ")) {
      return Optional.empty();
    }
    if (line.equals("status: exiting")) {
      return Optional.of(new MailEvent.Stopped(QUEUE));
    }
    return of(STATUS, line)
        .<MailEvent>map(m -> new MailEvent.Status(QUEUE, i(m, 1), i(m, 2), i(m, 3), i(m, 4)))
        .or(() -> of(INFO, line).map(this::acceptance))
        .or(() -> of(START, line).map(this::start))
        .or(() -> of(END, line).map(this::end))
        .or(() -> of(BOUNCE, line).map(m -> new MailEvent.Bounced(QUEUE, i(m, 1), 1002)))
        .or(
            () ->
                of(TRIPLE, line)
                    .map(m -> new MailEvent.TripleBounce(QUEUE, i(m, 1), new Address("x"))))
        .or(() -> of(FINISH, line).map(m -> new MailEvent.Finished(QUEUE, i(m, 1))))
        .or(() -> of(TROUBLE, line).map(Replay::trouble));
  }

  private MailEvent acceptance(MatchResult m) {
    JsonNode sender = scenario.at("/setup/messages/" + accepted++ + "/sender");
    String text = sender.isMissingNode() ? m.group(2) : sender.asText();
    return new MailEvent.Accepted(QUEUE, i(m, 1), 1001, new Sender(text), 1002);
  }

  private MailEvent start(MatchResult m) {
    channel = m.group(3);
    JsonNode given = scenario.at("/expect/deliveries/" + (i(m, 1) - 1) + "/recipient");
    boolean sameLength = given.asText().length() == m.group(4).length();
    recipient = sameLength ? given.asText() : m.group(4);
    boolean local = channel.equals("local");
    return new MailEvent.Started(QUEUE, i(m, 1), i(m, 2), local, new Address(recipient));
  }

  private MailEvent end(MatchResult m) {
    String text = rawReport(m.group(2)).orElse(m.group(3));
    Outcome outcome =
        switch (m.group(2)) {
          case "success" -> new Outcome.Delivered(text);
          case "failure" -> new Outcome.Failed(text);
          default -> new Outcome.Later(Cause.ANSWER, text);
        };
    return new MailEvent.Ended(QUEUE, i(m, 1), 1, outcome);
  }

  /** What a local agent printed goes to the log as it is, if it ended in an ordinary way. */
  private Optional<String> rawReport(String word) {
    JsonNode agents = scenario.at("/setup/agents");
    JsonNode agent = agents.has(recipient) ? agents.get(recipient) : agents.path(channel);
    String out = agent.path("out").asText();
    String ordinary = Map.of(0, "success", 100, "failure").get(agent.path("exit").asInt());
    boolean whole = out.length() < 2900 && word.equals(ordinary);
    boolean aged = scenario.at("/setup").has("message_age_seconds");
    boolean trash = recipient.startsWith("@");
    if (!channel.equals("local") || out.isEmpty() || !whole || aged || trash) {
      return Optional.empty();
    }
    rawTexts++;
    return Optional.of(out);
  }

  private static MailEvent trouble(MatchResult m) {
    return m.group(1).equals("alert")
        ? new MailEvent.Alert("queue 00", m.group(2))
        : new MailEvent.Warning("queue 00", m.group(2));
  }

  private static Optional<MatchResult> of(Pattern pattern, String line) {
    Matcher matcher = pattern.matcher(line);
    return matcher.matches() ? Optional.of(matcher.toMatchResult()) : Optional.empty();
  }

  private static int i(MatchResult m, int group) {
    return Integer.parseInt(m.group(group));
  }
}
