package org.quoin.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.quoin.api.Address;
import org.quoin.api.Content;
import org.quoin.api.PluginName;
import org.quoin.api.Sender;
import org.quoin.api.StoredBody;
import org.quoin.api.delivery.Caller;
import org.quoin.api.delivery.Delivery;
import org.quoin.api.delivery.DeliveryInstructions;
import org.quoin.api.delivery.DeliveryKey;
import org.quoin.api.delivery.MailboxFormat;
import org.quoin.api.delivery.Outcome;
import org.quoin.api.delivery.Route;
import org.quoin.api.program.LocalProgram;
import org.quoin.api.table.ControlFiles;
import org.quoin.api.user.Account;
import org.quoin.api.user.UserDirectory;

/** A local transport with its plugins in the test's hands. */
final class Desk {
  static final Instant NOW = Instant.ofEpochSecond(1_000_000_100);

  final List<Map.Entry<Map<String, Object>, UserDirectory>> directories = new ArrayList<>();
  final List<Map.Entry<Map<String, Object>, MailboxFormat>> formats = new ArrayList<>();
  final List<Map.Entry<Map<String, Object>, LocalProgram>> callables = new ArrayList<>();
  final FakeInstructions instructions = new FakeInstructions();
  final FakeIntake intake = new FakeIntake();
  boolean intakeIsThere = true;
  final List<Map.Entry<Map<String, Object>, DeliveryInstructions>> interpreters =
      new ArrayList<>(List.of(named("dotqmail", instructions)));
  @Nullable ControlFiles control = FakeControl.empty();
  Settings settings = settings("assign");

  static Settings settings(String... directories) {
    return settings(10, directories);
  }

  static Settings settings(int programs, String... directories) {
    return settings(
        new Programs.Limits(programs, Duration.ofMinutes(1), Duration.ofSeconds(20)), directories);
  }

  static Settings settings(int programs, Duration time) {
    return settings(new Programs.Limits(programs, time, Duration.ofSeconds(20)), "assign");
  }

  private static Settings settings(Programs.Limits limits, String... directories) {
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    return new Settings(
        List.of(directories),
        2,
        "./Maildir/",
        10_000,
        new Settings.ForPrograms(limits, List.of("PATH"), folder, true));
  }

  /** A directory that knows one account. */
  static UserDirectory knowing(String local, Account account) {
    return asking(name -> name.equals(local) ? Optional.of(account) : Optional.empty());
  }

  interface Question {
    Optional<Account> ask(String local) throws IOException;
  }

  static UserDirectory asking(Question question) {
    return new UserDirectory() {
      @Override
      public Optional<Account> find(String local) throws IOException {
        return question.ask(local);
      }

      @Override
      public List<Account> accounts() {
        return List.of();
      }
    };
  }

  static <T> Map.Entry<Map<String, Object>, T> named(String name, T plugin) {
    return new SimpleImmutableEntry<>(Map.of(PluginName.PROPERTY, name), plugin);
  }

  Outcome deliver(String sender, String recipient, String message) {
    return deliver(sender, recipient, new MemoryBody(message));
  }

  Outcome deliver(String sender, String recipient, StoredBody body) {
    return deliver(sender, recipient, body, false);
  }

  Outcome deliver(String sender, String recipient, StoredBody body, boolean again) {
    return transport().deliver(delivery(sender, recipient, body, again)).getFirst();
  }

  /** An ordinary mail for joe. */
  Outcome deliver(LocalTransport transport) {
    MemoryBody body = new MemoryBody("Subject: x\n\nHello.\n");
    return transport.deliver(delivery("sue@y", "joe@example.org", body, false)).getFirst();
  }

  static Delivery delivery(String sender, String recipient, StoredBody body, boolean again) {
    Address address = new Address(recipient);
    return new Delivery(
        new DeliveryKey("store.00.7.0", again),
        "00",
        7,
        Instant.ofEpochSecond(1_000_000_000),
        new Sender(sender),
        new Route(Route.LOCAL, address, Optional.empty(), "example.org", "test"),
        List.of(address),
        new Content("", body),
        Caller.ANY);
  }

  LocalTransport transport() {
    LocalTransport.Given given =
        new LocalTransport.Given(
            directories, interpreters, formats, callables, control, intakeIsThere ? intake : null);
    Map<String, String> inherited = Map.of("PATH", System.getenv("PATH"));
    return new LocalTransport(settings, inherited, () -> NOW, given);
  }
}
