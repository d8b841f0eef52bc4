package org.quoin.policy;

import java.util.List;

/** Who says, for a line of {@code control/recipients}, whether a recipient exists. */
sealed interface RecipientSource {
  /** Every recipient does. */
  record Everybody() implements RecipientSource {}

  /**
   * A compiled file.
   *
   * @param file absolute, or relative to the base
   */
  record Table(String file) implements RecipientSource {}

  /**
   * A program.
   *
   * @param words its name and arguments
   */
  record Program(List<String> words) implements RecipientSource {
    public Program {
      words = List.copyOf(words);
    }
  }

  /** The transport of this name, for recipients whose route leads there. */
  record Delivery(String transport) implements RecipientSource {}
}
