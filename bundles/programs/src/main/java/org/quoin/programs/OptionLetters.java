package org.quoin.programs;

import java.util.List;
import org.quoin.api.delivery.LocalDelivery;

/**
 * Options of one letter, in front of the other arguments, as getopt(3) finds them.
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
    StringBuilder given = new StringBuilder();
    int at = 0;
    while (at < arguments.size() && isOptions(arguments.get(at))) {
      given.append(arguments.get(at++).substring(1));
    }
    if (at < arguments.size() && arguments.get(at).equals("--")) {
      at++;
    }
    for (int i = 0; i < given.length(); i++) {
      if (form.letters.indexOf(given.charAt(i)) < 0) {
        delivery.complain("%s: illegal option -- %s\n".formatted(program, given.charAt(i)));
        throw Fatal.usage(form.usage);
      }
    }
    return new OptionLetters(given.toString(), arguments.subList(at, arguments.size()));
  }

  /** Whether the letter stands there, and its opposite not behind it. */
  boolean has(char letter, char opposite) {
    return given.lastIndexOf(letter) > given.lastIndexOf(opposite);
  }

  private static boolean isOptions(String argument) {
    return argument.length() > 1 && argument.startsWith("-") && !argument.equals("--");
  }
}
