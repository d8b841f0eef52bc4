package org.quoin.store;

/**
 * Why a message is suspect, or was when an operator released it.
 *
 * @param damage what is damaged behind its acceptance, as a number of {@link Damages}; 0 = nothing
 * @param bodyLost whether its body cannot be read
 */
record Doubt(int damage, boolean bodyLost) {
  static final Doubt NONE = new Doubt(0, false);

  boolean isNone() {
    return damage == 0 && !bodyLost;
  }

  /** Whether all of this was known when the operator decided in spite of {@code known}. */
  boolean isAnswered(Doubt known) {
    return (damage == 0 || damage == known.damage) && (!bodyLost || known.bodyLost);
  }
}
