package org.quoin.intake;

import java.io.PrintStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The filters at the door, for people. */
@Component(service = FilterCommands.class)
@GogoCommand(
    scope = "filter",
    function = {"list"})
public final class FilterCommands {
  private static final String LINE = "%-20s %7s %-6s %-8s %-12s %9s %9s %9s %9s  %s%n";

  private final FilterHost host;
  private final Instances instances;

  @Activate
  public FilterCommands(@Reference FilterHost host, @Reference Instances instances) {
    this.host = host;
    this.instances = instances;
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
