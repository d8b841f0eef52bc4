package org.quoin.queue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.json.stream.JsonGenerator;
import org.quoin.api.queue.QueueEntry;
import org.quoin.api.table.ControlFiles;

/**
 * Everything about one instance.
 *
 * @param problems why it is not up, what of its configuration is refused, where mail cannot go
 */
record Portrait(
    Fleet.View view,
    Configurations.Sheet sheet,
    List<SettingLine> settings,
    List<String> problems,
    Neighbourhood neighbourhood) {

  /** Ids of the instances that name this one, for all new mail or for their bounces. */
  record Neighbourhood(List<String> redirected, List<String> bounces) {}

  /**
   * @throws IllegalArgumentException if there is no such instance
   */
  static Portrait of(
      String id, List<Fleet.View> views, Configurations configurations, ControlFiles controls)
      throws IOException {
    Fleet.View view =
        views.stream()
            .filter(v -> v.hasId(id))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("there is no queue " + id));
    Settings own = view.settings().orElseThrow();
    Configurations.Sheet sheet = configurations.sheet(id);
    return new Portrait(
        view,
        sheet,
        SettingLine.all(sheet.settings(), own.name().alias(), ofInstance(own, controls)),
        Listing.problems(view, views),
        new Neighbourhood(
            naming(own, Signpost.REDIRECT, views), naming(own, Signpost.BOUNCES, views)));
  }

  /** Those of its own folder, if it has one. */
  private static ControlFiles ofInstance(Settings own, ControlFiles controls) {
    return own.name().face().control().map(Path::of).map(controls::in).orElse(controls);
  }

  private static List<String> naming(Settings own, Signpost signpost, List<Fleet.View> views) {
    return views.stream()
        .flatMap(view -> view.settings().stream())
        .filter(s -> signpost.named().apply(s).filter(own::hasNumber).isPresent())
        .map(Settings::id)
        .filter(id -> !id.equals(own.id()))
        .sorted()
        .toList();
  }

  private Settings own() {
    return view.settings().orElseThrow();
  }

  private Path log() {
    Path base = sheet.file().toAbsolutePath().resolve("../..").normalize();
    return base.resolve("log").resolve(own().id()).resolve("current");
  }

  private Optional<QueueEntry> oldest() {
    return view.queue().flatMap(queue -> queue.entries(1).stream().findFirst());
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(line("queue", own().id() + ":" + own().name().alias()));
    lines.add(line("state", own().state().word() + (isUp() ? "" : ", but not up")));
    problems.forEach(problem -> lines.add(line("problem", problem)));
    view.queue().map(Listing::counts).ifPresent(counts -> lines.add(line("counts", counts)));
    oldest().ifPresent(entry -> lines.add(line("oldest", entry.birth().toString())));
    add(lines, "redirected here", neighbourhood.redirected());
    add(lines, "bounces here", neighbourhood.bounces());
    lines.add(line("file", sheet.file().toString()));
    lines.add(line("log", log().toString()));
    lines.add("");
    settings.forEach(s -> lines.add(Listing.printable(s.text())));
    return lines;
  }

  private boolean isUp() {
    return view.queue().isPresent();
  }

  private static void add(List<String> lines, String what, List<String> ids) {
    if (!ids.isEmpty()) {
      lines.add(line(what, String.join(", ", ids)));
    }
  }

  private static String line(String what, String text) {
    return "%-16s %s".formatted(what, text);
  }

  void writeTo(JsonGenerator json) {
    json.writeStartObject();
    json.write("id", own().id());
    json.write("alias", own().name().alias());
    json.write("state", own().state().word());
    json.write("up", isUp());
    JsonPage.strings(json, "problems", problems);
    view.queue().ifPresent(queue -> JsonListing.counts(json, queue));
    oldest().ifPresent(entry -> json.write("oldest", entry.birth().toString()));
    JsonPage.strings(json, "redirectedHere", neighbourhood.redirected());
    JsonPage.strings(json, "bouncesHere", neighbourhood.bounces());
    json.write("file", sheet.file().toString());
    json.write("log", log().toString());
    JsonPage.objects(
        json,
        "settings",
        settings,
        setting -> {
          json.write("key", setting.key());
          json.write("value", setting.value());
          json.write("from", setting.from());
        });
    json.writeEnd();
  }
}
