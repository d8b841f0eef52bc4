package org.quoin.local;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the programs of one attempt work: a place of their own, and the message as a file. */
final class Workplace implements AutoCloseable {
  private final MessageFile message;
  private Programs.@Nullable Place place;

  Workplace(MessageFile message) {
    this.message = message;
  }

  /**
   * Takes what programs need.
   *
   * @throws NotNow if there is no free place, or no room for the file
   */
  void take(Programs programs) throws NotNow {
    place = programs.place();
    message.path();
  }

  /** Like {@link Programs.Place#run}, after {@link #take}. */
  ProgramEnd run(String command, Path home, Map<String, String> variables)
      throws NotNow, InterruptedException {
    if (place == null) {
      throw new IllegalStateException("no place is taken");
    }
    return place.run(command, home, variables, message.path());
  }

  @Override
  public void close() {
    try (message) {
      if (place != null) {
        place.close();
      }
    }
  }
}
