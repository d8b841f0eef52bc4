package org.quoin.net;

import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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

/** What an operator can ask about listeners. */
@Component(service = NetCommands.class)
@GogoCommand(
    scope = "net",
    function = {"status", "connections", "access"})
public final class NetCommands {
  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile List<Listener> listeners = List.of();

  @Activate
  public NetCommands() {}

  /**
   * Prints one line per listener.
   *
   * @param waitSeconds how long to wait for ports that are not open yet
   * @throws IllegalStateException if one is not open, or there is none
   */
  @Descriptor("Shows every listener; fails unless all are open")
  public void status(
      CommandSession session,
      @Parameter(
              names = {"-w", "--wait"},
              absentValue = "0")
          @Descriptor("seconds to wait for ports that are not open yet")
          int waitSeconds)
      throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(waitSeconds);
    for (Listener listener : listeners) {
      listener.awaitOpen(Duration.ofNanos(end - System.nanoTime()));
    }
    List<Status> all =
        listeners.stream()
            .map(Listener::status)
            .sorted(Comparator.comparing(Status::name))
            .toList();
    all.forEach(session.getConsole()::println);
    if (all.isEmpty()) {
      throw new IllegalStateException("No listener is configured.");
    }
    long closed = all.stream().filter(status -> !status.open()).count();
    if (closed > 0) {
      throw new IllegalStateException(closed + " of " + all.size() + " listeners are not open.");
    }
  }

  /**
   * Prints in tcprulescheck's words which rule applies and what follows from it.
   *
   * @param listener its name
   * @param visitor address, and if they are known host name and ident user
   * @throws IOException if the rules cannot be read
   * @throws IllegalArgumentException if there is no such listener, or words are missing
   */
  @Descriptor("Shows what the access rules of a listener say: LISTENER ADDRESS [HOST [USER]]")
  public void access(CommandSession session, String listener, String... visitor)
      throws IOException {
    if (visitor.length < 1 || visitor.length > 3) {
      throw new IllegalArgumentException("net:access LISTENER ADDRESS [HOST [USER]]");
    }
    String ip = Guest.canonical(visitor[0]);
    Visitor asked = new Visitor(ip, word(visitor, 1), word(visitor, 2));
    Listener named =
        listeners.stream()
            .filter(each -> each.status().name().equals(listener))
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException("There is no listener " + listener + "."));
    session.getConsole().print(named.finding(asked));
  }

  private static Optional<String> word(String[] words, int index) {
    return index < words.length ? Optional.of(words[index]) : Optional.empty();
  }

  /** Prints one line per connection. */
  @Descriptor("Shows the connections of every listener")
  public void connections(CommandSession session) {
    for (Listener listener : listeners) {
      for (Conversation conversation : listener.conversations()) {
        session.getConsole().println(conversation);
      }
    }
  }
}
