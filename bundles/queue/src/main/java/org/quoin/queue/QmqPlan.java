package org.quoin.queue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a classic QMQ installation is here: the configurations to make, and all that is to be said
 * about them.
 */
final class QmqPlan {
  private static final int SECONDS_PER_MINUTE = 60;

  /** What IndiMail's queues become. */
  private static final String SHARDS_ID = "01";

  /** Settings of the shell that were for installing only. */
  private static final Map<String, String> USELESS =
      Map.of(
          "SERVICE_BASEDIR", "nothing is supervised from outside here",
          "SKELETON_ME", "all instances share control/me");

  private final Findings findings;
  private final Map<String, String> renames;
  private final Map<String, Map<String, String>> instances = new LinkedHashMap<>();
  private final Set<String> numbers = new HashSet<>();

  /**
   * @param renames ids that instances get here, by the ones that they have there
   */
  QmqPlan(Map<String, String> renames, Findings findings) {
    this.renames = renames;
    this.findings = findings;
  }

  /** The configurations for what lies in a folder, classic instances or IndiMail's queues. */
  static List<Map<String, String>> read(
      SiteFolder folder, Map<String, String> renames, Findings findings) throws IOException {
    Map<String, String> files = folder.configurations();
    if (Shards.areHere(files)) {
      return new Shards(findings).read(files, renames.getOrDefault(SHARDS_ID, SHARDS_ID));
    }
    List<String> ids =
        conf(files, new Findings()).entries().stream().map(ConfQmq.Entry::id).toList();
    return new QmqPlan(renames, findings).read(folder.site(files, ids));
  }

  private static ConfQmq conf(Map<String, String> files, Findings findings) {
    ConfQmq conf = ConfQmq.EMPTY;
    for (Map.Entry<String, String> file : files.entrySet()) {
      conf = conf.with(ConfQmq.read(file.getKey(), file.getValue(), findings));
    }
    return conf;
  }

  /** The configurations, in the order of the files. Touches nothing. */
  List<Map<String, String>> read(ClassicSite site) {
    site.remarks().forEach(findings::note);
    ConfQmq conf = conf(site.configurations(), findings);
    if (conf.entries().isEmpty()) {
      findings.refuse("no line id:alias was found");
    }
    for (ConfQmq.Entry entry : conf.entries()) {
      add(entry, conf.variables(), site.controls().getOrDefault(entry.id(), Map.of()));
    }
    tell(conf);
    SitePorts ports = SitePorts.of(conf, site, findings);
    new RouteImport(ports, instances, findings).read(site);
    refuseWrongRenames();
    List<Map<String, String>> settings = new ArrayList<>();
    instances.forEach((old, map) -> checked(old, map).ifPresent(settings::add));
    return List.copyOf(settings);
  }

  private void add(
      ConfQmq.Entry entry, Map<String, String> variables, Map<String, String> controls) {
    if (!numbers.add(Settings.number(entry.id()))) {
      findings.refuse(entry.line().says("id " + entry.id() + " is there a second time"));
      return;
    }
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("id", renames.getOrDefault(entry.id(), entry.id()));
    settings.put("alias", entry.alias());
    settings.put("concurrency.remote", variables.getOrDefault("SKELETON_CONCURRENCYREMOTE", ""));
    lifetime(variables).ifPresent(seconds -> settings.put("lifetime", seconds));
    new ControlImport(entry.id(), settings, findings)
        .read(controls, variables.getOrDefault("SKELETON_QUEUELIFETIME", ""));
    settings.put("source", entry.ip());
    instances.put(entry.id(), settings);
  }

  /** What was meant is minutes, whatever became of it (T1). */
  private static Optional<String> lifetime(Map<String, String> variables) {
    return minutes(variables.getOrDefault("SKELETON_QUEUELIFETIME", ""))
        .map(minutes -> Long.toString(minutes * SECONDS_PER_MINUTE));
  }

  static Optional<Long> minutes(String text) {
    return text.matches("[0-9]{1,9}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }

  /** What of the shell's settings was understood, converted, or is not taken over. */
  private void tell(ConfQmq conf) {
    conf.variables()
        .forEach(
            (name, value) -> {
              switch (name) {
                case "SKELETON_CONCURRENCYREMOTE", "SKELETON_PORT" -> {}
                case "SKELETON_QUEUELIFETIME" -> tellLifetime(value);
                default ->
                    findings.note(
                        "%s=%s is not taken over: %s"
                            .formatted(
                                name, value, USELESS.getOrDefault(name, "its meaning is unknown")));
              }
            });
  }

  private void tellLifetime(String value) {
    Optional<Long> minutes = minutes(value);
    if (minutes.isEmpty()) {
      findings.refuse("SKELETON_QUEUELIFETIME=" + value + " is no number of minutes");
      return;
    }
    findings.note(
        ("warning: SKELETON_QUEUELIFETIME=%s means minutes, and lifetime is in seconds here:"
                + " %s x 60 = %d (T1)")
            .formatted(value, value, minutes.get() * SECONDS_PER_MINUTE));
  }

  private void refuseWrongRenames() {
    for (String id : renames.keySet()) {
      if (!instances.containsKey(id)) {
        findings.refuse("--as " + id + ": there is no such id");
      }
    }
    Set<String> wanted = new HashSet<>();
    for (Map<String, String> settings : instances.values()) {
      String id = settings.getOrDefault("id", "");
      if (!wanted.add(Settings.number(id))) {
        findings.refuse("two instances would have the id " + id);
      }
    }
  }

  private Optional<Map<String, String>> checked(String old, Map<String, String> map) {
    map.values().removeIf(String::isBlank);
    try {
      Settings checked = Settings.of(map);
      Map<String, String> settings = new TreeMap<>(map);
      settings.put("id", checked.id());
      return Optional.of(settings);
    } catch (IllegalArgumentException e) {
      findings.refuse(old + ":" + map.getOrDefault("alias", "") + ": " + e.getMessage());
      return Optional.empty();
    }
  }
}
