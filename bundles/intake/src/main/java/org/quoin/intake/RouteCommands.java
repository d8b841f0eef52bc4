package org.quoin.intake;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.quoin.api.Address;
import org.quoin.api.PluginName;
import org.quoin.api.delivery.Route;
import org.quoin.api.delivery.Transport;
import org.quoin.api.intake.Session;

/** Why mail goes where it goes, for people. */
@Component(service = RouteCommands.class)
@GogoCommand(
    scope = "route",
    function = {"explain"})
public final class RouteCommands {
  private final FilterHost filters;
  private final Routing routing;
  private final Instances instances;
  private final Placement placement;
  private final Predicate<String> transportIsHere;

  @Activate
  public RouteCommands(
      BundleContext context,
      @Reference FilterHost filters,
      @Reference Routing routing,
      @Reference Instances instances,
      @Reference Placement placement) {
    this(filters, routing, instances, placement, name -> isHere(context, name));
  }

  RouteCommands(
      FilterHost filters,
      Routing routing,
      Instances instances,
      Placement placement,
      Predicate<String> transportIsHere) {
    this.filters = filters;
    this.routing = routing;
    this.instances = instances;
    this.placement = placement;
    this.transportIsHere = transportIsHere;
  }

  private static boolean isHere(BundleContext context, String transport) {
    try {
      String filter = "(" + PluginName.PROPERTY + "=" + transport + ")";
      return !context.getServiceReferences(Transport.class, filter).isEmpty();
    } catch (InvalidSyntaxException e) {
      return false;
    }
  }

  @Descriptor("tells which rule, queue and transport an address leads to, and what is in the way")
  public void explain(CommandSession session, @Descriptor("the address") String address)
      throws IOException {
    PrintStream out = session.getConsole();
    byte[] bytes = address.getBytes(StandardCharsets.UTF_8);
    Address recipient = new Address(new String(bytes, StandardCharsets.ISO_8859_1));
    line(out, "address", address);
    line(out, "routers", String.join(", ", routing.names()));
    switch (routing.ask(recipient)) {
      case Routing.Answer.Routed(String router, Route route) -> routed(out, router, route);
      case Routing.Answer.Unrouted unrouted -> {
        line(out, "rule", "no router has an opinion");
        queue(out, recipient);
      }
      case Routing.Answer.Unknown(String router, String reason) ->
          line(out, "deferred", "router " + router + " " + reason);
    }
    Optional<String> missing = filters.chain().missing(Session.Origin.NETWORK);
    missing.ifPresent(name -> line(out, "deferred", "required filter " + name + " is missing"));
  }

  private void routed(PrintStream out, String router, Route route) throws IOException {
    route.rules().forEach(rule -> line(out, "rule", router + ": " + rule));
    line(out, "recipient", route.recipient().text());
    queue(out, route.recipient());
    boolean here = transportIsHere.test(route.transport());
    line(out, "transport", route.transport() + (here ? "" : " (not installed: its mail waits)"));
    line(out, "next hop", route.nextHop().orElse("the transport's choice"));
  }

  private void queue(PrintStream out, Address recipient) throws IOException {
    InstanceTable table = instances.table();
    Optional<InstanceTable.Match> match = table.find(recipient.domain());
    if (match.isEmpty()) {
      line(out, "deferred", "no queue is configured, not even main");
      return;
    }
    Instance instance = match.get().instance();
    String pattern = match.get().pattern();
    String why = pattern.isEmpty() ? "no other claims it" : "domains: " + pattern;
    line(out, "queue", instance.label() + " (" + why + ")");
    switch (table.redirected(instance)) {
      case InstanceTable.End.Found(Instance end) -> {
        if (!end.equals(instance)) {
          line(out, "redirected", end.label());
        }
        if (!end.filters().isEmpty()) {
          line(out, "filters", String.join(", ", end.filters()) + ", beside those of all mail");
        }
        placement.closed(end).ifPresent(reason -> line(out, "deferred", reason));
      }
      case InstanceTable.End.Lost(String reason) -> line(out, "deferred", reason);
    }
  }

  private static void line(PrintStream out, String what, String text) {
    out.printf("%-10s %s%n", what, text);
  }
}
