package org.quoin.policy;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of {@code control/rblzones}: a list of addresses in the domain name system.
 *
 * <pre>
 * ZONE[=CODES] [allow] [score=N] [451|553] [TEXT]
 * </pre>
 *
 * @param codes answers that count
 * @param allows whether who is on it is admitted, whatever others say
 * @param score what being on it counts
 * @param code of the reply; empty = as the settings say
 * @param text of the reply; empty = what the list says
 */
record RblZone(
    String name, RblCodes codes, boolean allows, int score, Optional<Integer> code, String text) {
  private static final Pattern NAME = Pattern.compile("([A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*)\\.?");
  private static final Pattern OPTION = Pattern.compile("(allow|score=\\d{1,6}|451|553)(?:\\s+|$)");

  /**
   * @throws IllegalArgumentException if the line is no list
   */
  static RblZone parse(String line) {
    String[] parts = line.strip().split("\\s+", 2);
    String[] zone = parts[0].split("=", 2);
    Matcher name = NAME.matcher(zone[0]);
    if (!name.matches()) {
      throw new IllegalArgumentException("rblzones: no zone: " + parts[0]);
    }
    RblCodes codes = zone.length > 1 ? RblCodes.parse(zone[1]) : RblCodes.ALL;
    RblZone plain = new RblZone(name.group(1), codes, false, 1, Optional.empty(), "");
    return plain.with(parts.length > 1 ? parts[1] : "");
  }

  /** With the options that this begins with, and the text behind them. */
  private RblZone with(String rest) {
    Matcher option = OPTION.matcher(rest);
    if (!option.lookingAt()) {
      return new RblZone(name, codes, allows, score, code, rest);
    }
    String word = option.group(1);
    RblZone changed =
        switch (word) {
          case "allow" -> new RblZone(name, codes, true, score, code, text);
          case "451", "553" ->
              new RblZone(name, codes, allows, score, Optional.of(Integer.valueOf(word)), text);
          default -> {
            int number = Integer.parseInt(word.substring("score=".length()));
            yield new RblZone(name, codes, allows, number, code, text);
          }
        };
    return changed.with(rest.substring(option.end()));
  }
}
