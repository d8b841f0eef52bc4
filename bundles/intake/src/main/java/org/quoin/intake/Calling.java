package org.quoin.intake;

import java.util.Set;
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
      case String one -> new Calling(inline, Set.of(one));
      case String[] several -> new Calling(inline, Set.of(several));
      case null, default -> new Calling(inline, Set.of());
    };
  }

  boolean concerns(Session session) {
    return variables.isEmpty()
        || variables.stream().anyMatch(name -> session.variables().containsKey(name));
  }
}
