package org.quoin.smtpd;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Failed logins of all sessions, so that guessing is slow whoever guesses, and whomever. Counted
 * are addresses (of IPv6 the network, which one customer has) and names; after too many within a
 * while the rest of that while is waited. Who has logged in from an address before is counted by
 * himself there: neither his neighbours nor strangers who try his name lock him out.
 *
 * <p>What it remembers is limited; the least recently heard of is forgotten first.
 */
final class Failures {
  private static final int MOST_KEY_LETTERS = 128;
  private static final int NETWORK_BYTES = 8;

  private final int most;
  private final Duration window;
  private final InstantSource clock;
  private final Map<String, Count> counts;
  private final Map<String, Boolean> known;
  private final ReentrantLock lock = new ReentrantLock();

  /** So many since then. */
  private record Count(int failures, Instant since) {}

  /**
   * @param most failures within the window
   * @param room how many addresses and names are remembered
   */
  Failures(int most, Duration window, int room, InstantSource clock) {
    this.most = most;
    this.window = window;
    this.clock = clock;
    this.counts = new Recent<>(room);
    this.known = new Recent<>(room);
  }

  /** Whether nobody is to be asked now. */
  boolean tooMany(String ip, String user) {
    Instant now = clock.instant();
    lock.lock();
    try {
      return keys(ip, user).stream().anyMatch(key -> count(key, now).failures() >= most);
    } finally {
      lock.unlock();
    }
  }

  void failed(String ip, String user) {
    Instant now = clock.instant();
    lock.lock();
    try {
      for (String key : keys(ip, user)) {
        Count old = count(key, now);
        counts.put(key, new Count(old.failures() + 1, old.since()));
      }
    } finally {
      lock.unlock();
    }
  }

  void succeeded(String ip, String user) {
    lock.lock();
    try {
      known.put(pair(ip, user), true);
    } finally {
      lock.unlock();
    }
  }

  private Count count(String key, Instant now) {
    Count count = counts.get(key);
    return count == null || !now.isBefore(count.since().plus(window)) ? new Count(0, now) : count;
  }

  private List<String> keys(String ip, String user) {
    String pair = pair(ip, user);
    if (known.containsKey(pair)) {
      return List.of(pair);
    }
    return user.isEmpty()
        ? List.of("ip " + network(ip))
        : List.of("ip " + network(ip), "user " + cut(user));
  }

  private static String pair(String ip, String user) {
    return "pair " + network(ip) + " " + cut(user);
  }

  private static String cut(String user) {
    return user.length() <= MOST_KEY_LETTERS ? user : user.substring(0, MOST_KEY_LETTERS);
  }

  private static String network(String ip) {
    if (ip.indexOf(':') < 0) {
      return ip;
    }
    try {
      byte[] bytes = InetAddress.getByName(ip).getAddress(); // a colon: no name is looked up
      boolean six = bytes.length > NETWORK_BYTES;
      return six ? HexFormat.of().formatHex(bytes, 0, NETWORK_BYTES) : ip;
    } catch (UnknownHostException e) {
      return ip;
    }
  }

  /** The last {@code room} keys. */
  private static final class Recent<V> extends LinkedHashMap<String, V> {
    private static final long serialVersionUID = 1;
    private final int room;

    Recent(int room) {
      super(16, 0.75f, true);
      this.room = room;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
      return size() > room;
    }
  }
}
