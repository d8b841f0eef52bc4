package org.quoin.intake;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.quoin.api.Address;
import org.quoin.api.Peer;
import org.quoin.api.Sender;
import org.quoin.api.intake.Session;
import org.quoin.api.net.Admittance;

/** The filters at the door, for people. */
@Component(service = FilterCommands.class)
@GogoCommand(
    scope = "filter",
    function = {"list", "explain"})
public final class FilterCommands {
  private static final int WORDS = 5;
  private static final String LINE = "%-20s %7s %-6s %-8s %-12s %9s %9s %9s %9s  %s%n";

  private final FilterHost host;
  private final Instances instances;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable Admittance admittance;

  @Activate
  public FilterCommands(@Reference FilterHost host, @Reference Instances instances) {
    this.host = host;
    this.instances = instances;
  }

  /**
   * Prints what every rule says to a mail that nobody sends.
   *
   * @throws IOException if the access rules cannot be asked
   * @throws IllegalArgumentException if there is no such listener, or an argument makes no sense
   */
  @Descriptor("Shows what would happen: LISTENER IP HELO SENDER RECIPIENT")
  public void explain(CommandSession session, String... words) throws IOException {
    PrintStream out = session.getConsole();
    Admittance asked = admittance;
    if (words.length != WORDS || asked == null) {
      throw new IllegalArgumentException(
          asked == null
              ? "No bundle is installed that has listeners."
              : "filter:explain LISTENER IP HELO SENDER RECIPIENT");
    }
    Optional<Admittance.Admitted> admitted = asked.admit(words[0], words[1]);
    if (admitted.isEmpty()) {
      out.println("The peer is turned away before it can speak: access rules, or smtp:deny.");
      return;
    }
    Session question = Session.question("smtp", admitted.get().peer(), admitted.get().variables());
    question.helo(words[2]);
    Peer peer = question.peer().orElseThrow();
    out.println(
        "peer             " + peer.remoteIp() + " " + peer.remoteHost().orElse("(no name)"));
    out.println("variables        " + new TreeMap<>(question.variables()));
    Sender sender = new Sender(bytes(words[3]).replaceAll("^<|>$", ""));
    Address recipient = new Address(bytes(words[4]).replaceAll("^<|>$", ""));
    Set<String> own = instances.filters();
    new Inquiry(question, sender, recipient, own)
        .lines(host.chain().of(question))
        .forEach(out::println);
  }

  /** Addresses are bytes; people type UTF-8. */
  private static String bytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  @Descriptor("lists the filters in the order they are asked, with what they answered so far")
  public void list(CommandSession session) {
    PrintStream out = session.getConsole();
    FilterChain chain = host.chain();
    out.printf(
        LINE,
        "NAME",
        "RANKING",
        "INLINE",
        "REQUIRED",
        "STATE",
        "CALLS",
        "PASSED",
        "REFUSED",
        "FAILED",
        "BUNDLE");
    chain.filters().forEach(filter -> print(out, filter));
    List<String> names = chain.filters().stream().map(Filter::name).toList();
    Set<String> required = new LinkedHashSet<>(host.required());
    required.addAll(new TreeSet<>(instances.filters()));
    for (String name : required) {
      if (!names.contains(name)) {
        String by = requiredBy(name);
        out.printf(LINE, name, "-", "-", by, "missing", "-", "-", "-", "-", "-");
      }
    }
    if (host.stuckThreads() > 0) {
      out.println(host.stuckThreads() + " threads wait for filters that do not answer");
    }
  }

  private void print(PrintStream out, Filter filter) {
    Filter.Counts counts = filter.counts();
    out.printf(
        LINE,
        filter.name(),
        filter.tag().ranking(),
        filter.isInline() ? "yes" : "no",
        requiredBy(filter.name()),
        state(filter),
        counts.calls(),
        counts.passed(),
        counts.refused(),
        counts.failed(),
        filter.tag().bundle());
  }

  /** By all mail, by that of instances that name it, or by none. */
  private String requiredBy(String name) {
    if (host.required().contains(name)) {
      return "yes";
    }
    return instances.filters().contains(name) ? "queues" : "no";
  }

  private static String state(Filter filter) {
    if (filter.isWrittenOff()) {
      return "written off";
    }
    return filter.isReady() ? "active" : "going";
  }
}
