package org.quoin.kit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Deliveries that were made again, as the log of one queue tells it over several lives of the
 * process. After a kill that is right for what was just being delivered, or had been a moment
 * before, for that may not have been noted; for all else it is wrong.
 */
public final class Repeats {
  /** Deliveries that may end in the moment before a kill. */
  private static final int MOMENT = 100;

  private static final Pattern STARTING =
      Pattern.compile("starting delivery (\\d+): msg (\\d+) .*");
  private static final Pattern SUCCESS = Pattern.compile("delivery (\\d+): success: .*");

  private final Set<String> longAgo = new HashSet<>();

  /** Messages that were delivered, and how many before them. */
  private Map<String, Integer> lastLife = new HashMap<>();

  private Map<String, Integer> thisLife = new HashMap<>();
  private final Map<String, String> running = new HashMap<>();
  private final List<String> wrong = new ArrayList<>();

  private Repeats() {}

  /** Messages that were delivered again although their delivery had ended long before. */
  public static List<String> wrong(List<String> log) {
    Repeats repeats = new Repeats();
    log.forEach(repeats::read);
    return repeats.wrong;
  }

  private void read(String line) {
    Matcher starting = STARTING.matcher(line);
    Matcher success = SUCCESS.matcher(line);
    if (starting.matches()) {
      start(starting.group(1), starting.group(2));
    } else if (success.matches()) {
      String message = running.remove(success.group(1));
      if (message != null) {
        thisLife.put(message, thisLife.size());
      }
    }
  }

  private void start(String delivery, String message) {
    if (delivery.equals("1")) { // they are counted from the start of the process on
      longAgo.addAll(lastLife.keySet());
      lastLife = thisLife;
      thisLife = new HashMap<>();
      running.clear();
    }
    int endedBefore = lastLife.getOrDefault(message, lastLife.size());
    if (longAgo.contains(message)
        || thisLife.containsKey(message)
        || lastLife.size() - endedBefore > MOMENT) {
      wrong.add(message);
    }
    running.put(delivery, message);
  }
}
