package org.quoin.queue;

import java.util.ArrayList;
import java.util.List;

/** Counts to how many messages a wish was done, and keeps those to which it was not. */
final class Tally {
  /** Messages that are named one by one. */
  private static final int NAMED = 20;

  private final List<Long> busy = new ArrayList<>();
  private final List<Long> suspect = new ArrayList<>();
  private int done;
  private int doneBefore;

  /** Those that were left are asked again. */
  void begin() {
    busy.clear();
    suspect.clear();
    doneBefore = done;
  }

  void count(Fate fate, long message) {
    switch (fate) {
      case DONE -> done++;
      case BUSY -> busy.add(message);
      case SUSPECT -> suspect.add(message);
      case ABSENT -> {} // gone meanwhile
    }
  }

  int done() {
    return done;
  }

  /** Counts those that were done beside the messages themselves, as in a dry run. */
  void add(int count) {
    done += count;
  }

  /** Whether something was done since the beginning. */
  boolean progress() {
    return done > doneBefore;
  }

  /** What is left to do by whoever gave the command, for people. */
  List<String> left() {
    List<String> left = new ArrayList<>();
    if (!busy.isEmpty()) {
      left.add("being tried now, so hold them and say it again later: " + some(busy));
    }
    if (!suspect.isEmpty()) {
      left.add("suspect, so release or delete them first: " + some(suspect));
    }
    return left;
  }

  private static String some(List<Long> numbers) {
    return numbers.size() <= NAMED
        ? numbers.toString()
        : numbers.subList(0, NAMED) + " and " + (numbers.size() - NAMED) + " more";
  }
}
