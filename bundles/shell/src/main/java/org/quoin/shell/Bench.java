package org.quoin.shell;

import java.util.List;

/** What one conversation works with: somewhere commands run and keep their variables. */
interface Bench extends AutoCloseable {
  /** Runs one command; its words are taken as they are. Returns the exit status. */
  int run(List<String> words);

  /** Runs a line as typed, with variables and pipes. Returns the exit status. */
  int line(String text);

  /** What could stand in place of the last word of this line. */
  List<String> complete(String line);

  /** Interrupts what still runs. */
  @Override
  void close();
}
