package org.quoin.fuzz;

import java.util.Objects;

/** What a target claims of the code it tries; where it does not hold the fuzzer has a finding. */
public final class Claim {
  private Claim() {}

  public static void that(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }

  public static void same(Object expected, Object actual, String what) {
    if (!Objects.equals(expected, actual)) {
      throw new AssertionError(what + ": expected " + expected + ", but it was " + actual);
    }
  }
}
