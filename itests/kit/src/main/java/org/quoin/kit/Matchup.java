package org.quoin.kit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Pairs what one queue's log says has begun with what it says has ended, as qmailanalog's matchup
 * does (Q20). Numbers of deliveries begin anew whenever the queue does; what it had open by then
 * shows whether it was stopped or killed.
 */
public final class Matchup {
  private static final String N = "(\\d+)";

  /** One kind of line and what it means. */
  private record Rule(Pattern pattern, Step step) {
    static Rule of(String pattern, Step step) {
      return new Rule(Pattern.compile(pattern), step);
    }
  }

  @FunctionalInterface
  private interface Step {
    void take(Matcher line);
  }

  private final List<Rule> rules =
      List.of(
          Rule.of("new msg " + N, this::begin),
          Rule.of("info msg " + N + ": bytes \\d+ from <[!-~]*> qp \\d+ uid \\d+", this::inform),
          Rule.of(
              "starting delivery " + N + ": msg " + N + " to (local|remote) [!-~]*", this::start),
          Rule.of("delivery " + N + ": (success|failure|deferral): [!-~]*", this::conclude),
          Rule.of("status: local (\\d+)/\\d+ remote (\\d+)/\\d+(?: exitasap)?", this::compare),
          Rule.of("bounce msg " + N + " qp " + N, this::bounce),
          Rule.of("triple bounce: discarding bounce/" + N, this::drop),
          Rule.of("end msg " + N, this::end),
          Rule.of("status: exiting", this::exit),
          Rule.of("(warning|alert): [ -~]+", line -> {}));

  private final Map<Long, Integer> open = new TreeMap<>();
  private final Set<Long> uninformed = new HashSet<>();
  private final Map<Long, Long> running = new HashMap<>();
  private final Map<String, Integer> results = new TreeMap<>();
  private final Set<Long> begun = new HashSet<>();
  private final Set<Long> ended = new HashSet<>();
  private final Set<Long> bounces = new HashSet<>();
  private final Set<Long> strangers = new HashSet<>();
  private final List<String> faults = new ArrayList<>();
  private long lastNumber;
  private int cut;
  private int dropped;
  private String line = "";

  /** Reads a whole log. */
  public static Matchup of(List<String> lines) {
    Matchup matchup = new Matchup();
    lines.forEach(matchup::take);
    return matchup;
  }

  private void take(String next) {
    line = next;
    for (Rule rule : rules) {
      Matcher matcher = rule.pattern().matcher(next);
      if (matcher.matches()) {
        rule.step().take(matcher);
        return;
      }
    }
    fault("is no line of such a log");
  }

  private void fault(String what) {
    faults.add("\"" + line + "\" " + what);
  }

  private void require(boolean right, String otherwise) {
    if (!right) {
      fault(otherwise);
    }
  }

  private static long number(Matcher line, int group) {
    return Long.parseLong(line.group(group));
  }

  /** Of a message whose beginning is not in the log, or that was thought to be over. */
  private void know(long message) {
    if (open.putIfAbsent(message, 0) == null) {
      strangers.add(message);
    }
  }

  private void begin(Matcher line) {
    long message = number(line, 1);
    require(open.putIfAbsent(message, 0) == null, "begins what has begun");
    begun.add(message);
    uninformed.add(message);
  }

  private void inform(Matcher line) {
    require(uninformed.remove(number(line, 1)), "tells of a message that has not just begun");
  }

  private void start(Matcher line) {
    long number = number(line, 1);
    long message = number(line, 2);
    if (number == 1 && lastNumber > 0) {
      breakOff();
    }
    require(number == lastNumber + 1, "is out of order");
    lastNumber = number;
    know(message);
    require(!uninformed.contains(message), "is for a message without its info");
    open.merge(message, 1, Integer::sum);
    running.put(number, message);
  }

  /** A new life: what runs in the log ended with the process. */
  private void breakOff() {
    cut += running.size();
    running.values().forEach(message -> open.merge(message, -1, Integer::sum));
    running.clear();
    uninformed.clear();
    lastNumber = 0;
  }

  private void conclude(Matcher line) {
    Long message = running.remove(number(line, 1));
    if (message == null) {
      fault("ends what does not run");
      return;
    }
    open.merge(message, -1, Integer::sum);
    results.merge(line.group(2), 1, Integer::sum);
  }

  private void compare(Matcher line) {
    long said = number(line, 1) + number(line, 2);
    if (said == 0 && lastNumber > 0 && !running.isEmpty()) {
      breakOff();
    }
    require(said >= running.size(), "counts fewer than run");
  }

  private boolean idle(Matcher line) {
    long message = number(line, 1);
    know(message);
    return Integer.valueOf(0).equals(open.get(message));
  }

  private void bounce(Matcher line) {
    require(idle(line), "is about a message that is still being delivered");
    bounces.add(number(line, 2));
  }

  private void drop(Matcher line) {
    require(idle(line), "is about a message that is still being delivered");
    dropped++;
  }

  private void end(Matcher line) {
    require(idle(line), "ends what is still being delivered");
    open.remove(number(line, 1));
    ended.add(number(line, 1));
  }

  private void exit(Matcher line) {
    require(running.isEmpty(), "leaves deliveries behind");
    breakOff();
  }

  /** What no such log may say. */
  public List<String> faults() {
    return faults;
  }

  /** Messages that the log begins. */
  public Set<Long> begun() {
    return begun;
  }

  /** Messages that the log ends. */
  public Set<Long> ended() {
    return ended;
  }

  /** Messages that are still there at the end of the log. */
  public Set<Long> pending() {
    return open.keySet();
  }

  /** Messages of which the log does not know how they began, or that it had ended before. */
  public Set<Long> strangers() {
    return strangers;
  }

  /** The bounces that were written, as messages of whichever queue. */
  public Set<Long> bounces() {
    return bounces;
  }

  /** Messages that were dropped because a double bounce failed. */
  public int dropped() {
    return dropped;
  }

  /** Deliveries without an end: the process was killed, or they run now. */
  public int cut() {
    return cut + running.size();
  }

  /** How many deliveries ended so: success, failure or deferral. */
  public int count(String result) {
    return results.getOrDefault(result, 0);
  }

  @Override
  public String toString() {
    return "%d begun, %d ended, %d pending, %d strangers, %s, %d cut, %d bounces, %d dropped"
        .formatted(
            begun.size(),
            ended.size(),
            open.size(),
            strangers.size(),
            results,
            cut(),
            bounces.size(),
            dropped);
  }
}
