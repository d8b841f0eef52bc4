package org.quoin.queue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.quoin.codec.DomainPatterns;

/**
 * Reads the routes of a classic QMQ installation (X4): the primary's give the instances their
 * domains, {@code !@} the bounce instance; those of the instances must not lead back (X5).
 */
final class RouteImport {
  private final SitePorts ports;
  private final Map<String, Map<String, String>> instances;
  private final Findings findings;
  private final Map<String, String> owners = new LinkedHashMap<>();
  private final Map<String, Set<String>> onward = new LinkedHashMap<>();

  /** Where bounces go, by the id of whose routes say so. */
  private final Map<String, String> bounces = new HashMap<>();

  /**
   * @param instances settings by id, which get their domains
   */
  RouteImport(SitePorts ports, Map<String, Map<String, String>> instances, Findings findings) {
    this.ports = ports;
    this.instances = instances;
    this.findings = findings;
  }

  void read(ClassicSite site) {
    for (String file : List.of("qmtproutes", "smtproutes")) { // the first one that fits counts
      String text = site.primary().getOrDefault(file, "");
      each("control/" + file, text, this::readPrimary);
      site.controls()
          .forEach(
              (id, files) -> {
                if (instances.containsKey(id)) {
                  String place = "control/" + file + " of " + id;
                  each(place, files.getOrDefault(file, ""), (l, r) -> readOwn(id, l, r));
                }
              });
    }
    tellWhereNobodyLeads();
    circle().ifPresent(way -> findings.refuse("mail would go round in a circle: " + way));
  }

  private interface Reader {
    void read(NumberedLine line, RouteLine route);
  }

  private void each(String place, String text, Reader reader) {
    for (NumberedLine line : NumberedLine.of(place, text)) {
      try {
        reader.read(line, RouteLine.of(line.text()));
      } catch (IllegalArgumentException e) {
        findings.refuse(line.says(String.valueOf(e.getMessage())));
      }
    }
  }

  private void readPrimary(NumberedLine line, RouteLine route) {
    Optional<String> target = ports.target(route);
    if (target.isEmpty()) {
      findings.note(line.says(elsewhere(route)));
    } else if (route.domain().equals(RouteLine.BOUNCES)) {
      bounces(line, target.get());
    } else if (target.get().equals(SitePorts.PRIMARY)) {
      findings.refuse(line.says("leads from the primary to itself"));
    } else {
      claim(line, route.pattern(), target.get());
    }
  }

  private String elsewhere(RouteLine route) {
    return ports.isHere(route.host())
        ? "no instance has this port; not taken over"
        : "leads to no instance; not taken over";
  }

  private void bounces(NumberedLine line, String target) {
    if (isPassedOver(SitePorts.PRIMARY, line, target)) {
      return;
    }
    if (!instances.containsKey(target)) {
      findings.note(line.says("bounces leave by the primary anyway; not taken over"));
      return;
    }
    String queue = idHere(target);
    instances.forEach(
        (id, settings) -> {
          if (!id.equals(target)) {
            settings.putIfAbsent("bounce.queue", queue);
          }
        });
    findings.note(line.says("is bounce.queue = " + queue + " of the others; of main: qmq:set 00"));
  }

  /** The first one counts here, too. */
  private boolean isPassedOver(String id, NumberedLine line, String target) {
    String first = bounces.putIfAbsent(id, target);
    if (first != null && !first.equals(target)) {
      findings.note(line.says("is passed over: bounces go to " + first + " before"));
    }
    return first != null;
  }

  private void claim(NumberedLine line, String pattern, String id) {
    String checked = DomainPatterns.parse(pattern).toString();
    String owner = owners.putIfAbsent(checked, id);
    if (owner == null) {
      settings(id).merge("domains", checked, (a, b) -> a + "," + b);
    } else if (!owner.equals(id)) {
      findings.note(line.says("is passed over: " + checked + " goes to " + owner + " before"));
    }
  }

  private void readOwn(String id, NumberedLine line, RouteLine route) {
    Optional<String> target = ports.target(route);
    if (target.isEmpty()) {
      findings.note(line.says(elsewhere(route)));
    } else if (route.domain().equals(RouteLine.BOUNCES) && instances.containsKey(target.get())) {
      if (!isPassedOver(id, line, target.get())) {
        settings(id).put("bounce.queue", idHere(target.get()));
      }
    } else {
      onward.computeIfAbsent(id, k -> new LinkedHashSet<>()).add(target.get());
      findings.note(line.says("instances hand no mail on to each other here; not taken over"));
    }
  }

  private Map<String, String> settings(String id) {
    return instances.getOrDefault(id, new LinkedHashMap<>());
  }

  /** What an instance is called here. */
  private String idHere(String id) {
    return settings(id).getOrDefault("id", id);
  }

  private void tellWhereNobodyLeads() {
    Set<String> led = new HashSet<>(owners.values());
    Set<String> bounces = new HashSet<>();
    instances.values().forEach(settings -> bounces.add(settings.getOrDefault("bounce.queue", "")));
    instances.forEach(
        (id, settings) -> {
          if (!led.contains(id) && !bounces.contains(settings.getOrDefault("id", id))) {
            findings.note(
                "no route leads to %s: it gets mail by qmq:redirect or domains".formatted(id));
          }
        });
  }

  /** An instance that leads back to the primary does so for whatever the primary gives it. */
  private Optional<String> circle() {
    for (String id : instances.keySet()) {
      Optional<String> back =
          way(id, id).or(() -> way(id, SitePorts.PRIMARY).map(w -> SitePorts.PRIMARY + " -> " + w));
      if (back.isPresent()) {
        return back;
      }
    }
    return Optional.empty();
  }

  /** The shortest way over the instances' own routes, of at least one step. */
  private Optional<String> way(String from, String to) {
    Map<String, String> ways = new HashMap<>(Map.of(from, from));
    Deque<String> open = new ArrayDeque<>(List.of(from));
    while (!open.isEmpty()) {
      String here = open.remove();
      for (String next : onward.getOrDefault(here, Set.of())) {
        String way = ways.get(here) + " -> " + next;
        if (next.equals(to)) {
          return Optional.of(way);
        }
        if (ways.putIfAbsent(next, way) == null) {
          open.add(next);
        }
      }
    }
    return Optional.empty();
  }
}
