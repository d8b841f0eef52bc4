package org.quoin.local;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.quoin.api.Content;

/** Where the programs of one attempt work: a place of their own, and the message as a file. */
final class Workplace implements AutoCloseable {
  private final MessageFile message;
  private Programs.@Nullable Place place;

  Workplace(MessageFile message) {
    this.message = message;
  }

  /**
   * Takes a place for programs.
   *
   * @throws NotNow if there is no free one
   */
  void take(Programs programs) throws NotNow {
    place = programs.place();
  }

  /**
   * Takes what programs with processes need, after {@link #take}.
   *
   * @throws NotNow if there is no room for files
   */
  void write() throws NotNow {
    message.path();
    place().prepare();
  }

  /** Like {@link Programs.Place#run}, after {@link #take}. */
  ProgramEnd run(String command, Path home, Map<String, String> variables)
      throws NotNow, InterruptedException {
    return place().run(command, home, variables, message.path());
  }

  /** The same with another message as standard input. */
  ProgramEnd run(String command, Path home, Map<String, String> variables, Content input)
      throws NotNow, InterruptedException {
    if (message.holds(input)) {
      return run(command, home, variables);
    }
    try (MessageFile other = message.with(input)) {
      return place().run(command, home, variables, other.path());
    }
  }

  /** Like {@link Programs.Place#call}, after {@link #take}. */
  Optional<ProgramEnd> call(Callables.Call call, HostedDelivery delivery)
      throws NotNow, InterruptedException {
    return place().call(call, delivery);
  }

  private Programs.Place place() {
    if (place == null) {
      throw new IllegalStateException("no place is taken");
    }
    return place;
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
