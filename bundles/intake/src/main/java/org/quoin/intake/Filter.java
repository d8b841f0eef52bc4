package org.quoin.intake;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.quoin.api.intake.MailFilter;
import org.quoin.api.intake.Session;
import org.quoin.api.intake.Verdict;

/**
 * A filter behind its gate. It fails towards "later": whatever it throws, and any call while it is
 * being removed or is set aside, is a 4xx.
 */
final class Filter implements Board.Entry {
  private final MailFilter service;
  private final Calling calling;
  private final Announcer announcer;
  private final Gate gate = new Gate();
  private final AtomicInteger overdue = new AtomicInteger();
  private final LongAdder calls = new LongAdder();
  private final LongAdder passed = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private volatile Tag tag;

  /** How often it was called and how that ended, since it came. */
  record Counts(long calls, long passed, long refused, long failed) {}

  Filter(Tag tag, Calling calling, MailFilter service, Announcer announcer) {
    this.tag = tag;
    this.calling = calling;
    this.service = service;
    this.announcer = announcer;
  }

  @Override
  public Tag tag() {
    return tag;
  }

  void tag(Tag changed) {
    tag = changed;
  }

  @Override
  public Gate gate() {
    return gate;
  }

  String name() {
    return tag.name();
  }

  /** Whether it is called on the session's own thread. */
  boolean isInline() {
    return calling.inline();
  }

  /** Whether it has to be called in this session. */
  boolean concerns(Session session) {
    return calling.concerns(session);
  }

  /** Whether it can be asked now. */
  boolean isReady() {
    return gate.isOpen() && !isWrittenOff();
  }

  /** Whether a call has not come back in time, and still has not. */
  boolean isWrittenOff() {
    return overdue.get() > 0;
  }

  /** A call has not come back in time: the filter is set aside until it has. */
  void writeOff() {
    failed.increment();
    overdue.incrementAndGet();
  }

  void cameBack() {
    overdue.decrementAndGet();
  }

  Counts counts() {
    return new Counts(calls.sum(), passed.sum(), refused.sum(), failed.sum());
  }

  /** Asks the filter and applies what it wants changed. */
  <S> Progress<S> call(Stage<S> stage, S state) {
    if (isWrittenOff() || !gate.enter()) {
      return Progress.later(name());
    }
    calls.increment();
    try {
      return answer(stage, state);
    } catch (Throwable e) { // foreign code: linkage errors and exhausted stacks come out of it too
      return failure(e);
    } finally {
      gate.leave();
    }
  }

  /**
   * What it says, changing and counting nothing.
   *
   * @throws Exception whatever it throws
   */
  <S> Verdict ask(Stage<S> stage, S state) throws Exception {
    if (isWrittenOff() || !gate.enter()) {
      throw new IllegalStateException("it is going, or set aside");
    }
    try {
      return stage.ask(service, state);
    } finally {
      gate.leave();
    }
  }

  private <S> Progress<S> answer(Stage<S> stage, S state) throws Exception {
    Verdict verdict = stage.ask(service, state);
    Progress<S> progress =
        switch (verdict) {
          case Verdict.Pass pass -> new Progress.Going<>(stage.apply(state, pass.edits()));
          case Verdict.Refuse refuse -> new Progress.Ended<>(refuse, name());
          case Verdict.Discard discard -> new Progress.Ended<>(discard, name());
        };
    (verdict instanceof Verdict.Pass ? passed : refused).increment();
    return progress;
  }

  private <S> Progress<S> failure(Throwable cause) {
    failed.increment();
    announcer.filterFailed(name(), cause);
    if (cause instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    return Progress.later(name());
  }
}
