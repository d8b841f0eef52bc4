package org.quoin.queue;

import java.util.List;
import java.util.Locale;
import javax.json.stream.JsonGenerator;
import org.quoin.api.queue.QueueEntry;
import org.quoin.api.queue.QueueEntry.Line;
import org.quoin.api.queue.QueueEntry.Status;
import org.quoin.api.queue.QueueStore;

/** What {@link Listing} says to people, for programs. The keys are a promise: see operating.md. */
final class JsonListing {
  private JsonListing() {}

  static void message(JsonGenerator json, QueueEntry entry) {
    json.write("queue", entry.queue());
    json.write("message", entry.message());
    json.write("birth", entry.birth().toString());
    json.write("bytes", entry.size());
    JsonPage.mail(json, "sender", entry.sender().text());
    JsonPage.objects(json, "recipients", entry.recipients(), line -> recipient(json, line));
  }

  private static void recipient(JsonGenerator json, Line line) {
    JsonPage.mail(json, "recipient", line.recipient().text());
    json.write("status", line.status().name().toLowerCase(Locale.ROOT));
    if (line.status() == Status.WAITING) {
      json.write("due", line.due().toString());
    }
    JsonPage.mail(json, "reason", line.reason());
  }

  /** Numbers of an instance that is up, into the object that is open. */
  static void counts(JsonGenerator json, DurableQueue queue) {
    Snapshot.Counts counts = queue.counts();
    Limits.Concurrency limits = queue.limits();
    json.write("messages", counts.messages());
    json.write("waiting", counts.waiting());
    json.write("parked", counts.parked());
    json.write("held", counts.held());
    channel(json, "local", counts.local(), limits.local());
    channel(json, "remote", counts.remote(), limits.remote());
  }

  private static void channel(JsonGenerator json, String name, int running, int limit) {
    json.writeStartObject(name);
    json.write("running", running);
    json.write("limit", limit);
    json.writeEnd();
  }

  static void store(JsonGenerator json, String name, QueueStore.Statistics statistics) {
    json.write("name", name);
    json.write("appends", statistics.appends());
    json.write("syncs", statistics.syncs());
    json.write("bytes", statistics.bytes());
    json.write("bodyFiles", statistics.bodyFiles());
  }

  static void why(JsonGenerator json, Why.Line line) {
    JsonPage.mail(json, "recipient", line.recipient().text());
    JsonPage.mail(json, "reason", line.reason());
    JsonPage.mail(json, "answer", line.answer());
  }

  static void top(JsonGenerator json, Top.Sum sum) {
    JsonPage.mail(json, "key", sum.key());
    json.write("recipients", sum.recipients());
    json.write("oldest", sum.oldest().toString());
  }

  /**
   * All instances.
   *
   * @param strays mail that lies where none of them looks
   */
  static void instances(JsonGenerator json, List<Fleet.View> views, List<Stray> strays) {
    json.writeStartObject();
    JsonPage.objects(json, "queues", views, view -> instance(json, view, views));
    JsonPage.objects(
        json,
        "orphans",
        strays,
        stray -> {
          json.write("id", stray.queue());
          json.write("messages", stray.messages());
          json.write("store", stray.store());
        });
    json.writeEnd();
  }

  private static void instance(JsonGenerator json, Fleet.View view, List<Fleet.View> views) {
    view.settings().ifPresent(settings -> instance(json, settings));
    json.write("configuration", view.pid());
    json.write("up", view.queue().isPresent());
    view.queue().ifPresent(queue -> json.write("messages", queue.size()));
    JsonPage.strings(json, "problems", Listing.problems(view, views));
  }

  private static void instance(JsonGenerator json, Settings settings) {
    json.write("id", settings.id());
    json.write("alias", settings.name().alias());
    json.write("state", settings.state().word());
    JsonPage.strings(json, "domains", settings.domains().patterns());
    settings.door().redirect().ifPresent(id -> json.write("redirect", id));
  }
}
