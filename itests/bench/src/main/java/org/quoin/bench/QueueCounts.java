package org.quoin.bench;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.quoin.kit.Platform;
import org.quoin.kit.Result;

/**
 * What {@code queue:stat} says of the main instance.
 *
 * @param messages that it has
 * @param parked recipients that wait for a plugin
 */
record QueueCounts(long messages, long parked) {
  private static final Pattern MAIN =
      Pattern.compile("(?m)^00:\\S+\\s+messages (\\d+).*?\\bparked (\\d+)");

  /** Nothing while it cannot say. */
  static QueueCounts of(Platform platform) throws IOException {
    Result result = platform.command("queue:stat");
    Matcher numbers = MAIN.matcher(result.out());
    if (!result.good() || !numbers.find()) {
      return new QueueCounts(0, 0);
    }
    return new QueueCounts(Long.parseLong(numbers.group(1)), Long.parseLong(numbers.group(2)));
  }
}
