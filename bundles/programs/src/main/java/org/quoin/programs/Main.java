package org.quoin.programs;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.quoin.api.program.LocalProgram;

/** The executables in {@code bin/}: the same programs in a process of their own. */
public final class Main {
  private Main() {}

  /**
   * @param words the name of a program and its arguments
   */
  public static void main(String[] words) {
    Place place = new OwnPlace(System.out, System.err);
    int exit = run(place, RawWords.arguments(words));
    System.out.flush();
    System.err.flush();
    Runtime.getRuntime().halt(exit); // nothing here needs a shutdown hook
  }

  private static int run(Place place, List<String> words) {
    String name = words.getFirst();
    Optional<LocalProgram> program = Catalogue.named(name);
    if (program.isEmpty()) {
      place.err().println(name + ": fatal: there is no such program");
      return LocalProgram.LATER; // whoever made the link to it is to blame, not the mail
    }
    try (Standalone delivery = Standalone.here(place)) {
      return Standalone.run(name, program.get(), delivery, words.subList(1, words.size()));
    } catch (IOException e) {
      place.err().println(name + ": fatal: " + e.getMessage());
      return LocalProgram.LATER;
    }
  }
}
