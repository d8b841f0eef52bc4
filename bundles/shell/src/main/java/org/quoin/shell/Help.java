package org.quoin.shell;

import java.io.PrintStream;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Prints what commands there are and what they take, from the annotations on their methods. */
final class Help {
  private static final Set<String> FRAMEWORK =
      Set.of("felix", "gogo", "scr", "cm", "text", "quoin");

  private final Supplier<List<Command>> commands;

  Help(Supplier<List<Command>> commands) {
    this.commands = commands;
  }

  /** One line for each command; those of the framework only by name. */
  void printAll(PrintStream out) {
    List<Command> all = commands.get();
    List<Command> ours =
        all.stream().filter(command -> !FRAMEWORK.contains(command.scope())).toList();
    int width = ours.stream().mapToInt(command -> command.name().length()).max().orElse(0);
    for (Command command : ours) {
      out.println(padded(command.name(), width) + "  " + command.description());
    }
    String rest =
        all.stream()
            .filter(command -> FRAMEWORK.contains(command.scope()))
            .map(Command::name)
            .collect(Collectors.joining(" "));
    out.println();
    out.println("Of the framework: " + rest);
    out.println("Any command with --help says more.");
  }

  /** Prints the help of a command; false if there is none of this name. */
  boolean print(String name, PrintStream out) {
    List<Command> found = commands.get().stream().filter(command -> command.isNamed(name)).toList();
    for (Command command : found) {
      print(command, out);
    }
    return !found.isEmpty();
  }

  private static void print(Command command, PrintStream out) {
    String description = command.description();
    out.println(command.name() + (description.isEmpty() ? "" : " - " + description));
    for (Method method : command.methods()) {
      List<Command.Argument> arguments = Command.arguments(method);
      String usage =
          arguments.stream().map(Command.Argument::usage).collect(Collectors.joining(" "));
      out.println("usage: " + (command.name() + " " + usage).strip());
      int width = arguments.stream().mapToInt(a -> a.label().length()).max().orElse(0);
      for (Command.Argument argument : arguments) {
        if (!argument.description().isEmpty()) {
          out.println("  " + padded(argument.label(), width) + "  " + argument.description());
        }
      }
    }
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
