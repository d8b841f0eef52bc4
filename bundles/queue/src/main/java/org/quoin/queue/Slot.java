package org.quoin.queue;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One configuration, and the instance that runs by it, if it can. Used by the fleet's worker. */
final class Slot {
  private final String pid;
  private @Nullable Settings settings;
  private String number = "";
  private String refused = "";
  private String problem = "";
  private int looks;
  private boolean complained;
  private @Nullable DurableQueue queue;
  private Publisher.@Nullable Publication publication;
  private boolean paused;

  Slot(String pid) {
    this.pid = pid;
  }

  String pid() {
    return pid;
  }

  /** Good settings take the place of the old ones. */
  void settings(Settings next) {
    settings = next;
    number = Settings.number(next.id());
    refused = "";
  }

  /** Bad settings leave the old ones in force. */
  void refuse(String reason) {
    refused = reason;
  }

  /** The id as a number, under which no other configuration may run; empty without settings. */
  String number() {
    return number;
  }

  Optional<Settings> settings() {
    return Optional.ofNullable(settings);
  }

  Optional<DurableQueue> queue() {
    return Optional.ofNullable(queue);
  }

  void opened(DurableQueue open, Publisher.Publication known) {
    queue = open;
    publication = known;
    problem("");
  }

  /** Gives its instance the settings; others learn of them if they are new. */
  void renew(Settings next) {
    if (queue != null && publication != null && queue.settingsIfNew(next)) {
      publication.renew();
    }
  }

  /** Forgets the instance; the caller closes it. */
  Optional<DurableQueue> withdraw(String reason) {
    if (publication != null) {
      publication.end();
    }
    publication = null;
    Optional<DurableQueue> old = queue();
    queue = null;
    problem(reason);
    return old;
  }

  /** While paused the instance is not opened. */
  boolean isPaused() {
    return paused;
  }

  void pause(boolean value) {
    paused = value;
  }

  /** What the operator should know: why it does not run, or which change was refused. */
  String problem() {
    return problem.isEmpty() || refused.isEmpty() ? problem + refused : refused + "; " + problem;
  }

  void problem(String reason) {
    if (!problem.equals(reason)) {
      problem = reason;
      looks = 0;
      complained = false;
    }
  }

  void lookAgain() {
    looks++;
  }

  /** How often all was looked at again since it has this problem. */
  int looks() {
    return looks;
  }

  /** True once for each problem. */
  boolean complain() {
    boolean first = !complained;
    complained = true;
    return first;
  }
}
