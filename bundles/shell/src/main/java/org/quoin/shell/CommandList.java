package org.quoin.shell;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandProcessor;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** The commands that are registered now. */
final class CommandList implements Supplier<List<Command>> {
  private static final String FILTER =
      "(&(" + CommandProcessor.COMMAND_SCOPE + "=*)(" + CommandProcessor.COMMAND_FUNCTION + "=*))";

  private final BundleContext context;

  CommandList(BundleContext context) {
    this.context = context;
  }

  /** Sorted by name. */
  @Override
  public List<Command> get() {
    return references()
        .flatMap(this::commands)
        .sorted(Comparator.comparing(Command::name))
        .toList();
  }

  private Stream<ServiceReference<?>> references() {
    try {
      ServiceReference<?>[] found = context.getAllServiceReferences(null, FILTER);
      return found == null ? Stream.empty() : Arrays.stream(found);
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private Stream<Command> commands(ServiceReference<?> reference) {
    String scope = String.valueOf(reference.getProperty(CommandProcessor.COMMAND_SCOPE));
    Object service = context.getService(reference);
    if (service == null) {
      return Stream.empty();
    }
    try {
      if (service instanceof HyphenCommand hyphen) {
        Method[] methods = hyphen.target().getClass().getMethods();
        return functions(reference)
            .map(function -> new Command(scope, function, implementing(hyphen.method(), methods)));
      }
      Method[] methods = service.getClass().getMethods();
      return functions(reference)
          .map(function -> new Command(scope, function, implementing(function, methods)));
    } finally {
      context.ungetService(reference);
    }
  }

  private static Stream<String> functions(ServiceReference<?> reference) {
    Object property = reference.getProperty(CommandProcessor.COMMAND_FUNCTION);
    return property instanceof Object[] several
        ? Arrays.stream(several).map(String::valueOf)
        : Stream.of(String.valueOf(property));
  }

  /** A function named like a Java keyword is implemented by a method with _ before it. */
  static List<Method> implementing(String function, Method[] methods) {
    return Arrays.stream(methods)
        .filter(
            method ->
                method.getName().equalsIgnoreCase(function)
                    || method.getName().equalsIgnoreCase("_" + function))
        .toList();
  }
}
