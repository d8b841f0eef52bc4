package org.quoin.intake;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A row of filters asked on another thread, one after the other. The caller can give up at any
 * moment: the filter that runs then finds nobody waiting for it, and those behind it are not asked.
 */
final class HandOff<S> {

  /** What the other thread does. */
  private sealed interface Moment {
    long sinceNanos();
  }

  private record Waiting(long sinceNanos) implements Moment {}

  private record Asking(Filter filter, long sinceNanos) implements Moment {}

  private record Done(long sinceNanos) implements Moment {}

  private record GivenUp(@Nullable Filter late, long sinceNanos) implements Moment {}

  private final List<Filter> filters;
  private final Stage<S> stage;
  private final S first;
  private final AtomicReference<Moment> moment =
      new AtomicReference<>(new Waiting(System.nanoTime()));

  HandOff(List<Filter> filters, Stage<S> stage, S first) {
    this.filters = filters;
    this.stage = stage;
    this.first = first;
  }

  /** Asks the filters; for the other thread. */
  Progress<S> run() {
    S state = first;
    for (Filter filter : filters) {
      if (stage.isOver(state) || !begin(filter)) {
        break;
      }
      Progress<S> progress = filter.call(stage, state);
      if (!(progress instanceof Progress.Going<S> going)) {
        return progress;
      }
      state = going.state();
    }
    return new Progress.Going<>(state);
  }

  /** False once the caller has given up. */
  private boolean begin(Filter filter) {
    Moment now = moment.get();
    return !(now instanceof GivenUp)
        && moment.compareAndSet(now, new Asking(filter, System.nanoTime()));
  }

  /** How long the filter that runs now may still run. */
  long leftNanos(long limitNanos) {
    return limitNanos - (System.nanoTime() - moment.get().sinceNanos());
  }

  /** Gives up if the time of what runs now is over; false if it is not, or no longer. */
  boolean giveUpAfter(long limitNanos) {
    Moment now = moment.get();
    return !(now instanceof Done)
        && System.nanoTime() - now.sinceNanos() >= limitNanos
        && moment.compareAndSet(now, givenUp(now));
  }

  /** Gives up whatever runs now. */
  void giveUp() {
    moment.updateAndGet(now -> now instanceof Done ? now : givenUp(now));
  }

  private static Moment givenUp(Moment now) {
    return switch (now) {
      case Asking(Filter filter, long sinceNanos) -> new GivenUp(filter, sinceNanos);
      case GivenUp before -> before;
      case Waiting(long sinceNanos) -> new GivenUp(null, sinceNanos);
      case Done(long sinceNanos) -> new GivenUp(null, sinceNanos);
    };
  }

  /** The filter that ran when the caller gave up. */
  Optional<Filter> late() {
    return late(moment.get());
  }

  /** All is answered, and the caller can give up no more; the same as {@link #late()}. */
  Optional<Filter> end() {
    return late(
        moment.updateAndGet(now -> now instanceof GivenUp ? now : new Done(now.sinceNanos())));
  }

  private static Optional<Filter> late(Moment moment) {
    return moment instanceof GivenUp given ? Optional.ofNullable(given.late()) : Optional.empty();
  }
}
