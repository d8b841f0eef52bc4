package org.quoin.programs;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.quoin.api.delivery.LocalProgram;

/** The executables in {@code bin/}: the same programs in a process of their own. */
public final class Main {
  private Main() {}

  /**
   * @param words the name of a program and its arguments
   */
  public static void main(String[] words) {
    List<String> exact = RawWords.arguments(words);
    int exit = run(exact.getFirst(), exact.subList(1, exact.size()));
    System.out.flush();
    System.err.flush();
    Runtime.getRuntime().halt(exit); // nothing here needs a shutdown hook
  }

  private static int run(String name, List<String> arguments) {
    Optional<LocalProgram> program = Catalogue.named(name);
    if (program.isEmpty()) {
      System.err.println(name + ": fatal: there is no such program");
      return LocalProgram.FAILED;
    }
    try (Standalone delivery = Standalone.here()) {
      return Standalone.run(name, program.get(), delivery, arguments);
    } catch (IOException e) {
      System.err.println(name + ": fatal: " + e.getMessage());
      return LocalProgram.LATER;
    }
  }
}
