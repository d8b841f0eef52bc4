package org.quoin.shell;

import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;

/**
 * One command that Gogo knows, for help and completion.
 *
 * @param methods the overloads that implement it; none if it is a Function
 */
record Command(String scope, String function, List<Method> methods) {

  /** What one overload takes. */
  record Argument(List<String> names, String value, String description) {
    boolean isOption() {
      return !names.isEmpty();
    }

    /** As it stands in a usage line. */
    String usage() {
      return isOption() ? "[" + label() + "]" : value;
    }

    String label() {
      return (String.join(", ", names) + " " + value).strip();
    }
  }

  String name() {
    return scope + ":" + function;
  }

  /** Whether a name means this command: with its scope, or without one. */
  boolean isNamed(String name) {
    return name().equalsIgnoreCase(name) || function.equalsIgnoreCase(name);
  }

  String description() {
    return methods.stream()
        .map(method -> method.getAnnotation(Descriptor.class))
        .filter(found -> found != null)
        .map(Descriptor::value)
        .findFirst()
        .orElse("");
  }

  static List<Argument> arguments(Method method) {
    return Arrays.stream(method.getParameters())
        .filter(parameter -> !isGiven(parameter.getType()))
        .map(Command::argument)
        .toList();
  }

  private static boolean isGiven(Class<?> type) {
    return type == CommandSession.class || type == InputStream.class;
  }

  private static Argument argument(java.lang.reflect.Parameter parameter) {
    Optional<Parameter> option = find(parameter, Parameter.class);
    boolean flag =
        option.filter(found -> !found.presentValue().equals(Parameter.UNSPECIFIED)).isPresent();
    boolean many = parameter.getType().isArray() || isCollection(parameter.getType());
    String value = parameter.getName().toUpperCase(Locale.ROOT) + (many ? "..." : "");
    return new Argument(
        option.map(found -> List.of(found.names())).orElse(List.of()),
        flag ? "" : value,
        find(parameter, Descriptor.class).map(Descriptor::value).orElse(""));
  }

  private static boolean isCollection(Class<?> type) {
    return Collection.class.isAssignableFrom(type);
  }

  private static <A extends Annotation> Optional<A> find(
      java.lang.reflect.Parameter parameter, Class<A> type) {
    return Optional.ofNullable(parameter.getAnnotation(type));
  }
}
