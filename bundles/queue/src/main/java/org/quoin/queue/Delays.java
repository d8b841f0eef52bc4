package org.quoin.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A schedule of an operator's own (beside Q11): how long after the first attempt comes the second,
 * how long after that the third; the last delay repeats. As in Q11 the times follow from the birth
 * alone: an attempt that came late moves none of those after it.
 *
 * @param list at least one, all positive
 */
record Delays(List<Duration> list) {
  static final String SYNTAX = "1 to 50 delays such as 5m,15m,1h,4h, each from 1s to 365d";

  private static final Pattern DELAY = Pattern.compile("([0-9]{1,9})([smhd])");
  private static final Duration LONGEST = Duration.ofDays(365);
  private static final int MOST = 50;

  Delays {
    list = List.copyOf(list);
  }

  /** Empty if the text is not as {@link #SYNTAX} says. */
  static Optional<Delays> parse(String text) {
    String[] words = text.split(",", MOST + 2);
    List<Duration> list = new ArrayList<>();
    for (String word : words) {
      Matcher delay = DELAY.matcher(word.strip());
      if (!delay.matches()) {
        return Optional.empty();
      }
      list.add(delay(Long.parseLong(delay.group(1)), delay.group(2)));
    }
    boolean good = list.stream().allMatch(d -> d.isPositive() && d.compareTo(LONGEST) <= 0);
    return good && list.size() <= MOST ? Optional.of(new Delays(list)) : Optional.empty();
  }

  /** As an operator writes it. */
  String text() {
    return list.stream().map(Delays::text).collect(Collectors.joining(","));
  }

  private static String text(Duration delay) {
    long seconds = delay.toSeconds();
    if (seconds % 60 != 0) {
      return seconds + "s";
    }
    if (seconds % 3600 != 0) {
      return seconds / 60 + "m";
    }
    return seconds % 86_400 == 0 ? seconds / 86_400 + "d" : seconds / 3600 + "h";
  }

  private static Duration delay(long number, String unit) {
    return switch (unit) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  /** The first of all times from the birth on that is later than the end of the last attempt. */
  Instant next(Instant birth, Instant ended) {
    long age = Math.max(0, ended.getEpochSecond() - birth.getEpochSecond());
    long sum = 0;
    for (Duration delay : list) {
      sum += delay.toSeconds();
      if (sum > age) {
        return birth.plusSeconds(sum);
      }
    }
    long last = list.getLast().toSeconds();
    return birth.plusSeconds(sum + ((age - sum) / last + 1) * last);
  }
}
