package org.quoin.programs;

import java.util.List;
import org.quoin.api.program.LocalDelivery;

/**
 * {@link Options} that take no values, as qmail's programs find them.
 *
 * @param given the letters in their order
 */
record OptionLetters(String given, List<String> rest) {

  /** How a program is called: the letters that it knows, and what its usage message says. */
  record Form(String letters, String usage) {}

  /**
   * @throws Fatal if there is another letter, after its name on standard error
   */
  static OptionLetters of(List<String> arguments, Form form, LocalDelivery delivery, String program)
      throws Fatal {
    Options options = new Options(arguments, form.letters);
    StringBuilder given = new StringBuilder();
    for (char letter = options.next(); letter != Options.END; letter = options.next()) {
      if (letter == Options.UNKNOWN) {
        delivery.complain("%s: illegal option -- %s\n".formatted(program, options.letter()));
        throw Fatal.usage(form.usage);
      }
      given.append(letter);
    }
    return new OptionLetters(given.toString(), options.rest());
  }

  /** Whether the letter stands there, and its opposite not behind it. */
  boolean has(char letter, char opposite) {
    return given.lastIndexOf(letter) > given.lastIndexOf(opposite);
  }
}
