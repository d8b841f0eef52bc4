package org.quoin.dns;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Answers that are still good, yes and no; the one that was not asked for longest makes room. Large
 * ones are not kept: who owns a zone could fill the memory with them.
 */
final class AnswerCache {
  /** What was said may be wrong by now, and nobody would notice. */
  private static final Duration LONGEST = Duration.ofDays(1);

  /** RFC 2308, 5: hours, not days. */
  private static final Duration LONGEST_NO = Duration.ofHours(1);

  private static final int MOST_RECORDS = 64;
  private static final int MOST_BYTES = 4096;

  private final int room;
  private final InstantSource clock;
  private final Map<Question, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);

  private record Kept(Answer answer, Instant until) {}

  /**
   * @param room most answers; 0 = keeps none
   */
  AnswerCache(int room, InstantSource clock) {
    this.room = room;
    this.clock = clock;
  }

  synchronized Optional<Answer> find(Question question) {
    Kept known = kept.get(question);
    if (known == null) {
      return Optional.empty();
    }
    if (!clock.instant().isBefore(known.until())) {
      kept.remove(question);
      return Optional.empty();
    }
    return Optional.of(known.answer());
  }

  synchronized void keep(Question question, Answer answer) {
    Duration longest = answer.records().isEmpty() ? LONGEST_NO : LONGEST;
    long seconds = Math.min(answer.seconds(), longest.toSeconds());
    boolean small = answer.records().size() <= MOST_RECORDS && answer.bytes() <= MOST_BYTES;
    if (!small || seconds <= 0) {
      return;
    }
    kept.put(question, new Kept(answer, clock.instant().plusSeconds(seconds)));
    if (kept.size() > room) {
      Iterator<Question> oldest = kept.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }
}
