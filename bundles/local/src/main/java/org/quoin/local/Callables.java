package org.quoin.local;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The programs that a line may call without a process of their own (ADR 19). */
record Callables(Plugins<HostedPrograms.Gated> known) {

  /** A call: the program as it is now, and its arguments. */
  record Call(String name, HostedPrograms.Gated gated, List<String> arguments) {}

  /** Empty if the command needs a shell, or its program is not among these. */
  Optional<Call> find(String command, Map<String, String> variables) {
    return find(command, name -> Optional.ofNullable(variables.get(name)));
  }

  /** Whether it would be a call if all variables were there. */
  boolean mayCall(String command) {
    return find(command, name -> Optional.of("")).isPresent();
  }

  private Optional<Call> find(String command, Function<String, Optional<String>> variables) {
    return CallLine.words(command, variables)
        .flatMap(
            words ->
                known
                    .named(words.getFirst())
                    .map(p -> new Call(words.getFirst(), p, words.subList(1, words.size()))));
  }
}
