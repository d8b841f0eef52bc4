package org.quoin.shell;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What the last word of a line could become: a command's name, or an option of the command. */
final class Completion {
  private static final String STAGE_ENDS = "|;&({";

  private final Supplier<List<Command>> commands;

  Completion(Supplier<List<Command>> commands) {
    this.commands = commands;
  }

  List<String> choices(String line) {
    String stage = lastStage(line).stripLeading();
    int space = stage.lastIndexOf(' ');
    String word = stage.substring(space + 1);
    Stream<String> choices = space < 0 ? names() : options(stage.substring(0, stage.indexOf(' ')));
    return choices.filter(choice -> choice.startsWith(word)).distinct().sorted().toList();
  }

  private Stream<String> names() {
    return commands.get().stream().map(Command::name);
  }

  private Stream<String> options(String name) {
    return Stream.concat(
        Stream.of("--help"),
        commands.get().stream()
            .filter(command -> command.isNamed(name))
            .flatMap(command -> command.methods().stream())
            .flatMap(method -> Command.arguments(method).stream())
            .flatMap(argument -> argument.names().stream()));
  }

  private static String lastStage(String line) {
    int start = 0;
    for (int i = 0; i < line.length(); i++) {
      if (STAGE_ENDS.indexOf(line.charAt(i)) >= 0) {
        start = i + 1;
      }
    }
    return line.substring(start);
  }
}
