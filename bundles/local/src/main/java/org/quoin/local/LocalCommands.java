package org.quoin.local;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.quoin.api.Address;
import org.quoin.api.delivery.Outcome;

/** The command {@code local:explain}. */
@Component(service = LocalCommands.class)
@GogoCommand(
    scope = "local",
    function = {"explain"})
public final class LocalCommands {
  private final LocalTransport transport;

  @Activate
  public LocalCommands(@Reference LocalTransport transport) {
    this.transport = transport;
  }

  @Descriptor("says what would be done with mail for a local address, and does nothing")
  public void explain(
      CommandSession session,
      @Descriptor("an address as route:explain shows it, or its local part") String address) {
    print(session.getConsole(), transport.explain(typed(address)));
  }

  /** People type UTF-8, addresses are bytes. */
  private static Address typed(String text) {
    return new Address(
        new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
  }

  /**
   * @throws IllegalStateException if mail could not be delivered now, with qmail's words for it
   */
  static void print(PrintStream out, Explanation explanation) {
    explanation.lines().forEach(line -> out.println(shown(line)));
    Optional<Outcome> trouble = explanation.trouble();
    if (trouble.isPresent()) {
      throw new IllegalStateException(trouble.get().text().strip());
    }
  }

  /** What a file says must not reach a terminal as control characters. */
  private static String shown(String line) {
    StringBuilder shown = new StringBuilder(line.length());
    line.chars().forEach(c -> shown.append(c < ' ' || c >= 127 ? '_' : (char) c));
    return shown.toString();
  }
}
