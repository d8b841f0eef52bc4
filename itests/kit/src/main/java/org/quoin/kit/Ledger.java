package org.quoin.kit;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the server answered to each mail. A token names one attempt to hand over one mail: a mail
 * that is tried again gets a new one.
 */
public final class Ledger {
  private final Set<String> accepted = ConcurrentHashMap.newKeySet();
  private final Set<String> rejected = ConcurrentHashMap.newKeySet();
  private final Set<String> doubtful = ConcurrentHashMap.newKeySet();
  private final AtomicInteger temporary = new AtomicInteger();
  private final AtomicInteger permanent = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicInteger broken = new AtomicInteger();

  /** Tokens whose mail got its 250: these must be in a mailbox in the end. */
  public Set<String> accepted() {
    return accepted;
  }

  /** Tokens whose mail got a 4xx or 5xx: these must not be in a mailbox. */
  public Set<String> rejected() {
    return rejected;
  }

  /** Tokens whose mail was sent whole, but no answer came: they may be in a mailbox. */
  public Set<String> doubtful() {
    return doubtful;
  }

  /** How many 4xx answers there were to anything, greetings included. */
  public int temporary() {
    return temporary.get();
  }

  /** How many 5xx answers there were to anything. */
  public int permanent() {
    return permanent.get();
  }

  /** How many connections could not be made, or got no greeting. */
  public int refused() {
    return refused.get();
  }

  /** How many conversations ended before their QUIT. */
  public int broken() {
    return broken.get();
  }

  void noteAnswer(Answer answer) {
    if (answer.temporary()) {
      temporary.incrementAndGet();
    } else if (answer.permanent()) {
      permanent.incrementAndGet();
    }
  }

  void noteSending(String token) {
    doubtful.add(token);
  }

  void noteSent(String token, boolean taken) {
    (taken ? accepted : rejected).add(token);
    doubtful.remove(token);
  }

  void noteRefused() {
    refused.incrementAndGet();
  }

  void noteBroken() {
    broken.incrementAndGet();
  }

  @Override
  public String toString() {
    return "%d accepted, %d in doubt, %d x 4xx, %d x 5xx, %d refused, %d broken connections"
        .formatted(accepted.size(), doubtful.size(), temporary(), permanent(), refused(), broken());
  }
}
