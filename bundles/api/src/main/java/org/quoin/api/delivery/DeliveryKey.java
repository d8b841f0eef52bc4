package org.quoin.api.delivery;

/**
 * Names one delivery, so that an attempt that is made again does not double the mail. Two attempts
 * are for the same delivery if their texts are equal.
 *
 * @param text the same at every attempt for the same recipients and different for all others, in
 *     all stores of all machines; letters, digits, {@code -} and {@code .} only
 * @param again false only if this is surely the first attempt: nobody can have left anything under
 *     this key, so nobody need look for it
 */
public record DeliveryKey(String text, boolean again) {

  /** The key of something smaller or larger than the whole delivery, for the same attempt. */
  public DeliveryKey renamed(String other) {
    return new DeliveryKey(other, again);
  }
}
