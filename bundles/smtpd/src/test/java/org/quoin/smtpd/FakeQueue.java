package org.quoin.smtpd;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.quoin.api.Reply;
import org.quoin.api.intake.BusyException;
import org.quoin.api.intake.Verdict;

/** How filters and queue answer in a test, by the name of the call. */
final class FakeQueue {
  private final Map<String, Reply> refusals = new HashMap<>();
  private final Map<String, Reply> busy = new HashMap<>();
  private final Map<String, Throwable> broken = new HashMap<>();
  private boolean discards;
  private boolean reads = true;

  /** greet, sender, recipient or submit refuses. */
  FakeQueue refuse(String call, Reply reply) {
    refusals.put(call, reply);
    return this;
  }

  /** begin, body or submit throws a BusyException. */
  FakeQueue busy(String call, Reply reply) {
    busy.put(call, reply);
    return this;
  }

  /** Any call throws as if its bundle had just been stopped. */
  FakeQueue broken(String call) {
    return broken(call, new IllegalStateException(call + ": the bundle has been stopped"));
  }

  /** Any call throws this, a runtime exception or an error. */
  FakeQueue broken(String call, Throwable thrown) {
    broken.put(call, thrown);
    return this;
  }

  FakeQueue discards(boolean value) {
    discards = value;
    return this;
  }

  /** Whether the body can be written. */
  FakeQueue reads(boolean value) {
    reads = value;
    return this;
  }

  boolean reads() {
    return reads;
  }

  boolean discards() {
    return discards;
  }

  Verdict verdict(String call) {
    failIfBroken(call);
    Reply refusal = refusals.get(call);
    if (refusal != null) {
      return new Verdict.Refuse(refusal);
    }
    return discards ? new Verdict.Discard("test") : Verdict.PASS;
  }

  Optional<Reply> refusal() {
    return Optional.ofNullable(refusals.get("submit"));
  }

  void busy(String call) throws BusyException {
    failIfBroken(call);
    Reply reply = busy.get(call);
    if (reply != null) {
      throw new BusyException(reply, "test");
    }
  }

  private void failIfBroken(String call) {
    switch (broken.get(call)) {
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case null, default -> {}
    }
  }
}
