package org.quoin.net;

import java.time.Duration;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** How an operator keeps an attacker out now. */
@Component(service = DenyCommands.class)
@GogoCommand(
    scope = "smtp",
    function = {"deny", "allow", "denied"})
public final class DenyCommands {
  private static final int MOST_MINUTES = 60 * 24 * 366;

  private final Denials denials;

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile List<Listener> listeners = List.of();

  @Activate
  public DenyCommands(@Reference Denials denials) {
    this.denials = denials;
  }

  /**
   * Turns peers of an address or network away, and ends the conversations they have.
   *
   * @param minutes for how long
   * @throws IllegalArgumentException if this is neither
   */
  @Descriptor("Keeps an address or network out of all listeners, and ends its sessions: ADDRESS")
  public void deny(
      CommandSession session,
      @Parameter(
              names = {"-m", "--minutes"},
              absentValue = "60")
          @Descriptor("for how long")
          int minutes,
      String address) {
    if (minutes < 1 || minutes > MOST_MINUTES) {
      throw new IllegalArgumentException("minutes are 1 to " + MOST_MINUTES + ".");
    }
    Network network = network(address);
    denials.deny(network, Duration.ofMinutes(minutes));
    long ended = 0;
    for (Listener listener : listeners) {
      for (Conversation conversation : listener.conversations()) {
        if (Network.around(conversation.peer().remoteIp()).filter(network::has).isPresent()) {
          conversation.end();
          ended++;
        }
      }
    }
    session
        .getConsole()
        .println(network + " is denied for " + minutes + " minutes; sessions ended: " + ended);
  }

  /** Lets them in again. */
  @Descriptor("Ends what smtp:deny began: ADDRESS")
  public void allow(CommandSession session, String address) {
    Network network = network(address);
    if (!denials.allow(network)) {
      throw new IllegalStateException(network + " is not denied.");
    }
    session.getConsole().println(network + " may come again.");
  }

  /** Prints a line for each. */
  @Descriptor("Shows who is denied, and until when")
  public void denied(CommandSession session) {
    denials.all().forEach((network, end) -> session.getConsole().println(network + " " + end));
  }

  private static Network network(String text) {
    return Network.parse(text)
        .or(() -> Network.around(text))
        .orElseThrow(
            () -> new IllegalArgumentException(text + " is neither an address nor a network."));
  }
}
