package org.quoin.api.delivery;

/** How an attempt ended for one recipient: qmail's K, D and Z. */
public sealed interface Outcome {
  /** A report for the log and the bounce; LF separates lines. */
  String text();

  /** K: it is where it should be, durably. */
  record Delivered(String text) implements Outcome {}

  /** D: never try again. Text ends with the enhanced code in qmail style, {@code (#5.1.1)}. */
  record Failed(String text) implements Outcome {}

  /** Z: try again later. */
  record Later(Cause cause, String text) implements Outcome {}
}
