package org.quoin.intake;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.framework.ServiceReference;
import org.quoin.api.intake.MailFilter;
import org.quoin.api.intake.Session;

/**
 * How a filter wants to be called, by the properties of its service.
 *
 * @param inline on the session's own thread
 * @param variables only in sessions that have one of them; empty = in all
 */
record Calling(boolean inline, Set<String> variables) {
  static Calling of(ServiceReference<?> reference) {
    boolean inline = Boolean.TRUE.equals(reference.getProperty(MailFilter.INLINE));
    Object variables = reference.getProperty(MailFilter.VARIABLES);
    return switch (variables) {
      case String one -> new Calling(inline, named(one));
      case String[] several -> new Calling(inline, named(several));
      case null, default -> new Calling(inline, Set.of());
    };
  }

  private static Set<String> named(String... names) {
    return Arrays.stream(names).filter(name -> !name.isBlank()).collect(Collectors.toSet());
  }

  boolean concerns(Session session) {
    return variables.isEmpty()
        || variables.stream().anyMatch(name -> session.variables().containsKey(name));
  }
}
