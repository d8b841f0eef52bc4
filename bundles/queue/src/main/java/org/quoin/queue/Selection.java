package org.quoin.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.quoin.api.queue.QueueEntry;
import org.quoin.codec.DomainPatterns;

/**
 * Which messages a command is for, as an operator says it: numbers, and conditions that must all
 * hold.
 *
 * @param queue id of the instance; empty = all
 * @param numbers of messages; empty = whichever fit
 * @param fits with the time that ages are counted to
 * @param wide true if nothing narrows it down and nobody has said {@code --all}
 * @param dryRun true if it shall only be said what would be done
 */
record Selection(
    String queue,
    Set<Long> numbers,
    BiPredicate<QueueEntry, Instant> fits,
    boolean wide,
    boolean dryRun) {
  static final String SYNTAX =
      "N ..., --queue ID, --sender A, --recipient A ('*' = any text), --domain D (of a recipient,"
          + " or .D), --older 2h (s, m, h, d), --larger 10k (k, m, g), --all, --dry-run";

  private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,12})([a-z]?)");

  /** While the words are read. */
  private static final class Reader {
    private final Iterator<String> words;
    private final Set<Long> numbers = new HashSet<>();
    private BiPredicate<QueueEntry, Instant> fits = (entry, now) -> true;
    private String queue = "";
    private boolean narrow;
    private boolean dryRun;

    Reader(List<String> words) {
      this.words = words.iterator();
    }

    Selection read() {
      while (words.hasNext()) {
        read(words.next());
      }
      boolean wide = !narrow && numbers.isEmpty();
      return new Selection(queue, Set.copyOf(numbers), fits, wide, dryRun);
    }

    private void read(String word) {
      switch (word) {
        case "--queue" -> queue = value(word);
        case "--all" -> narrow = true;
        case "--dry-run" -> dryRun = true;
        case "--sender" -> narrow(sender(value(word)));
        case "--recipient" -> narrow(recipient(value(word)));
        case "--domain" -> narrow(domain(value(word)));
        case "--older" -> narrow(older(span(value(word))));
        case "--larger" -> narrow(larger(bytes(value(word))));
        default -> {
          if (word.startsWith("-")) {
            throw new IllegalArgumentException("\"" + word + "\" is none of " + SYNTAX);
          }
          numbers.add(number(word));
        }
      }
    }

    private String value(String option) {
      if (!words.hasNext()) {
        throw new IllegalArgumentException(option + " needs a value");
      }
      return words.next();
    }

    private void narrow(BiPredicate<QueueEntry, Instant> condition) {
      narrow = true;
      fits = fits.and(condition);
    }
  }

  /**
   * @throws IllegalArgumentException if a word is wrong, with one line that says which
   */
  static Selection of(String... words) {
    return new Reader(Arrays.asList(words)).read();
  }

  boolean takes(QueueEntry entry, Instant now) {
    return (numbers.isEmpty() || numbers.contains(entry.message())) && fits.test(entry, now);
  }

  /** For commands that destroy: everything is never meant by saying nothing. */
  Selection requireNarrow() {
    if (wide) {
      throw new IllegalArgumentException("say which messages: " + SYNTAX);
    }
    return this;
  }

  private static BiPredicate<QueueEntry, Instant> sender(String pattern) {
    Glob glob = glob(pattern);
    return (entry, now) -> glob.matches(entry.sender().text());
  }

  private static BiPredicate<QueueEntry, Instant> recipient(String pattern) {
    Glob glob = glob(pattern);
    return (entry, now) ->
        entry.recipients().stream().anyMatch(line -> glob.matches(line.recipient().text()));
  }

  private static BiPredicate<QueueEntry, Instant> domain(String patterns) {
    DomainPatterns domains = DomainPatterns.parse(patterns);
    return (entry, now) ->
        entry.recipients().stream()
            .anyMatch(line -> domains.specificity(line.recipient().domain()) >= 0);
  }

  private static BiPredicate<QueueEntry, Instant> older(Duration age) {
    return (entry, now) -> entry.birth().isBefore(now.minus(age));
  }

  private static BiPredicate<QueueEntry, Instant> larger(long bytes) {
    return (entry, now) -> entry.size() > bytes;
  }

  private static Glob glob(String pattern) {
    return new Glob(TextBytes.typed(pattern));
  }

  private static Duration span(String text) {
    Matcher amount = amount(text);
    long number = Long.parseLong(amount.group(1));
    return switch (amount.group(2)) {
      case "", "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      case "d" -> Duration.ofDays(Math.min(number, 1_000_000));
      default -> throw wrong(text);
    };
  }

  private static long bytes(String text) {
    Matcher amount = amount(text);
    long number = Long.parseLong(amount.group(1));
    return switch (amount.group(2)) {
      case "" -> number;
      case "k" -> number << 10;
      case "m" -> number << 20;
      case "g" -> Math.min(number, 1 << 30) << 30;
      default -> throw wrong(text);
    };
  }

  private static Matcher amount(String text) {
    Matcher amount = AMOUNT.matcher(text.toLowerCase(Locale.ROOT));
    if (!amount.matches()) {
      throw wrong(text);
    }
    return amount;
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException("\"" + text + "\" is no amount such as 2h or 10k");
  }

  /** A message's number as typed. */
  static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("\"" + text + "\" is no number of a message", e);
    }
  }
}
