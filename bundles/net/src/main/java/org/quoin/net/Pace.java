package org.quoin.net;

import java.net.InetAddress;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many connections an address has begun within the last minute or so: a bucket per address that
 * fills evenly. Only the addresses that came last are remembered.
 */
final class Pace {
  static final int MOST = 20_000;
  private static final double MINUTE_MILLIS = 60_000;

  private record Bucket(double free, long millis) {}

  private final InstantSource clock;
  private final Map<InetAddress, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Bucket> eldest) {
          return size() > MOST;
        }
      };

  Pace(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Counts a connection; whether it may come.
   *
   * @param perMinute 0 = any
   */
  synchronized boolean admits(InetAddress address, int perMinute) {
    if (perMinute == 0) {
      return true;
    }
    long now = clock.millis();
    Bucket before = buckets.getOrDefault(address, new Bucket(perMinute, now));
    double filled = Math.max(0, now - before.millis()) / MINUTE_MILLIS * perMinute;
    double free = Math.min(perMinute, before.free() + filled);
    boolean admitted = free >= 1;
    buckets.put(address, new Bucket(admitted ? free - 1 : free, now));
    return admitted;
  }
}
