package org.quoin.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.quoin.api.intake.Session;
import org.quoin.api.net.Connection;
import org.quoin.api.net.Protocol;

/**
 * The arguments of a recorded tcpserver as the settings of a listener, and its program as a
 * protocol.
 *
 * @param script what {@code sh -c} got
 */
record TcpserverCall(
    Optional<String> rules, Settings.Limits limits, Admission admission, String script) {
  static final String RULES = "tcp.case";
  private static final Pattern ECHO = Pattern.compile("echo (\\w+)");
  private static final Pattern ENVIRONMENT =
      Pattern.compile("env \\| grep -E \"([^\"]+)\" \\| sort");

  static TcpserverCall of(JsonNode json) {
    Deque<String> words = new ArrayDeque<>();
    json.get("args").forEach(each -> words.add(each.asText()));
    Options options = new Options();
    while (words.element().startsWith("-")) {
      options.take(words);
    }
    List<String> program = new ArrayList<>(words).subList(2, words.size()); // after host and port
    if (!program.subList(0, 2).equals(List.of("sh", "-c"))) {
      throw new IllegalArgumentException("not known: " + program);
    }
    Optional<String> rules =
        Optional.of(json.path("rules")).filter(JsonNode::isTextual).map(JsonNode::asText);
    return new TcpserverCall(rules, options.limits(), options.admission(), program.get(2));
  }

  /** What has been found among the arguments. */
  private static final class Options {
    private String localName = "";
    private String banner = "";
    private boolean rules;
    private boolean mayBeAbsent;
    private int connections = 40;

    void take(Deque<String> words) {
      String option = words.remove();
      switch (option) {
        case "-l" -> localName = words.remove();
        case "-B" -> banner = words.remove();
        case "-c" -> connections = Integer.parseInt(words.remove());
        case "-x" -> rules = !words.remove().isEmpty();
        case "-X" -> mayBeAbsent = true;
        case "-v", "-q", "-R", "-H" -> {} // words of the log; no look-ups, as here
        default -> throw new IllegalArgumentException("not known: " + option);
      }
    }

    Settings.Limits limits() {
      return Harbour.limits(connections, connections);
    }

    Admission admission() {
      Admission.RulesFile file =
          rules ? new Admission.RulesFile(RULES, mayBeAbsent) : Admission.RulesFile.NONE;
      return new Admission(localName, banner, Map.of(), file, List.of(), Admission.Lookup.NONE);
    }
  }

  /** Says what the program would. */
  Protocol program() {
    Function<Connection, String> words = words();
    return connection -> connection.out().write(words.apply(connection).getBytes(ISO_8859_1));
  }

  private Function<Connection, String> words() {
    Matcher echo = ECHO.matcher(script);
    if (echo.matches()) {
      return connection -> echo.group(1) + "\n";
    }
    Matcher environment = ENVIRONMENT.matcher(script);
    if (environment.matches()) {
      Pattern wanted = Pattern.compile(environment.group(1));
      return connection -> environment(connection, wanted);
    }
    throw new IllegalArgumentException("not known: " + script);
  }

  private static String environment(Connection connection, Pattern wanted) {
    Map<String, String> all =
        Session.network(connection.id(), "env", connection.peer(), connection.variables())
            .environment();
    return all.entrySet().stream()
        .map(each -> each.getKey() + "=" + each.getValue() + "\n")
        .filter(line -> wanted.matcher(line).find())
        .sorted()
        .collect(Collectors.joining());
  }
}
