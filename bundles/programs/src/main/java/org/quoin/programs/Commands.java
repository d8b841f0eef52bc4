package org.quoin.programs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The commands of one target or list, see {@link AliasWriter}. Addresses and lists are given out
 * from the last to the first, one by one out of the text as it is: a list can be large.
 */
final class Commands {
  private static final int ADDRESS_BYTES = 900;

  private final String text;

  /** What has not been given out ends here. */
  private int end;

  /**
   * @throws IOException if the text is damaged, lest somebody gets no mail and nobody knows
   */
  Commands(String text) throws IOException {
    this.text = text;
    this.end = text.length();
    if (!text.isEmpty() && text.charAt(end - 1) != 0) {
      throw new IOException("the last command has no end");
    }
    for (int start = 0; start < end; start = endOf(start) + 1) {
      require(start, endOf(start));
    }
  }

  int bytes() {
    return text.length();
  }

  /** All of them, the first one first. */
  void forEach(Consumer<String> taker) {
    for (int start = 0; start < text.length(); start = endOf(start) + 1) {
      taker.accept(text.substring(start, endOf(start)));
    }
  }

  /** The lines of shell, the first one first. */
  List<String> programs() {
    List<String> programs = new ArrayList<>();
    for (int start = 0; start < text.length(); start = endOf(start) + 1) {
      if (isProgram(start)) {
        programs.add(text.substring(start, endOf(start)));
      }
    }
    return programs;
  }

  /** Takes the last one that is left and no program. */
  Optional<String> takeLast() {
    while (end > 0) {
      int start = text.lastIndexOf(0, end - 2) + 1;
      String command = text.substring(start, end - 1);
      end = start;
      if (!isProgram(start)) {
        return Optional.of(command);
      }
    }
    return Optional.empty();
  }

  private boolean isProgram(int start) {
    return text.charAt(start) == '|' || text.charAt(start) == '!';
  }

  private int endOf(int start) {
    return text.indexOf(0, start);
  }

  private void require(int start, int end) throws IOException {
    boolean known =
        switch (text.charAt(start)) {
          case '|', '!', '.', '/' -> true;
          case '&' -> end - start < ADDRESS_BYTES;
          default -> false;
        };
    if (!known) {
      throw new IOException("there is no such command");
    }
  }
}
