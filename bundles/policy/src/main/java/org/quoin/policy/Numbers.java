package org.quoin.policy;

/** Settings that are numbers. */
final class Numbers {
  private Numbers() {}

  /**
   * @throws IllegalArgumentException naming the setting if the number is not within its bounds
   */
  static int within(String setting, int number, int least, int most) {
    if (number < least || number > most) {
      throw new IllegalArgumentException(
          "\"%s\" must be from %d to %d".formatted(setting, least, most));
    }
    return number;
  }
}
