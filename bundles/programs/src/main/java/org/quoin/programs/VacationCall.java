package org.quoin.programs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a line with {@code vacation} says.
 *
 * @param always whether also mail is answered that does not name the user ({@code -j})
 * @param interval between two answers to the same sender ({@code -t}: a number of days, or of what
 *     the letter s, m, h, d or w behind it says)
 * @param names the user and his other names ({@code -a})
 */
record VacationCall(boolean always, Duration interval, OwnNames names) {
  private static final Duration USUAL = Duration.ofDays(7);
  private static final Pattern INTERVAL = Pattern.compile("(\\d{1,6})([smhdw]?)");

  static VacationCall of(List<String> arguments) throws Fatal {
    Options options = new Options(arguments, "ja:t:");
    boolean always = false;
    Duration interval = USUAL;
    List<String> names = new ArrayList<>();
    for (char letter = options.next(); letter != Options.END; letter = options.next()) {
      switch (letter) {
        case 'j' -> always = true;
        case 'a' -> names.add(options.value());
        case 't' -> interval = interval(options.value());
        default -> throw usage();
      }
    }
    if (options.rest().size() != 1) {
      throw usage();
    }
    names.add(options.rest().getFirst());
    return new VacationCall(always, interval, new OwnNames(List.copyOf(names)));
  }

  private static Duration interval(String text) throws Fatal {
    Matcher interval = INTERVAL.matcher(text);
    if (!interval.matches()) {
      throw usage();
    }
    long number = Long.parseLong(interval.group(1));
    return switch (interval.group(2)) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      case "w" -> Duration.ofDays(7 * number);
      default -> Duration.ofDays(number);
    };
  }

  private static Fatal usage() {
    return Fatal.usage("vacation [ -j ] [ -a alias ] [ -t days ] user");
  }
}
