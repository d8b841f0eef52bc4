package org.quoin.shell;

import java.util.List;
import org.apache.felix.gogo.runtime.Reflective;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;

/** A command whose name has a hyphen, which no method can have. */
record HyphenCommand(Object target, String method) implements Function {
  @Override
  public Object execute(CommandSession session, List<Object> arguments) throws Exception {
    return Reflective.invoke(session, target, method, arguments);
  }
}
