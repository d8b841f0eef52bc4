package org.quoin.queue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.json.stream.JsonGenerator;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The commands {@code queue:tcpto} and {@code queue:tcpok} (Z4). */
@Component(service = TimeoutCommands.class)
@GogoCommand(
    scope = "queue",
    function = {"tcpto", "tcpok"})
public final class TimeoutCommands {
  private static final String QUEUE = "id of the instance, such as 01; all if left out";

  private final Choice instances;

  @Activate
  public TimeoutCommands(@Reference Instances instances) {
    this(instances.fleet());
  }

  TimeoutCommands(Fleet fleet) {
    this.instances = new Choice(fleet);
  }

  @Descriptor("prints which destinations timed out lately, as qmail-tcpto(8) does")
  public void tcpto(
      CommandSession session,
      @Descriptor(QUEUE) @Parameter(names = "--queue", absentValue = "") String queue,
      @Descriptor(JsonPage.OPTION)
          @Parameter(names = "--json", presentValue = "true", absentValue = "false")
          boolean json) {
    List<Known> known = new ArrayList<>();
    for (DurableQueue instance : instances.chosen(queue)) {
      instance.timeouts().forEach(entry -> known.add(new Known(instance, entry)));
    }
    if (json) {
      JsonPage.print(session.getConsole(), page -> write(page, known));
    } else {
      known.forEach(one -> session.getConsole().println(line(one.entry(), one.queue().now())));
    }
  }

  /** What an instance knows of a destination. */
  private record Known(DurableQueue queue, Timeouts.Entry entry) {}

  private static void write(JsonGenerator page, List<Known> known) {
    page.writeStartObject();
    JsonPage.objects(
        page,
        "timeouts",
        known,
        one -> {
          Timeouts.Entry entry = one.entry();
          page.write("queue", one.queue().id());
          JsonPage.mail(page, "destination", entry.destination());
          page.write("count", entry.count());
          page.write("last", entry.last().toString());
          if (entry.backsOff(one.queue().now())) {
            page.write("until", entry.until().toString());
          }
        });
    page.writeEnd();
  }

  private static String line(Timeouts.Entry entry, Instant now) {
    long age = Math.max(0, now.getEpochSecond() - entry.last().getEpochSecond());
    return "%s timed out %d seconds ago; # recent timeouts: %d"
        .formatted(Listing.printable(entry.destination()), age, entry.count());
  }

  @Descriptor("forgets timeouts, so that destinations are tried again, as qmail-tcpok(8) does")
  public void tcpok(
      CommandSession session,
      @Descriptor(QUEUE) @Parameter(names = "--queue", absentValue = "") String queue,
      @Descriptor("destinations, such as example.org; all if left out") String... destinations) {
    List<DurableQueue> chosen = instances.chosen(queue);
    for (String destination : destinations) {
      if (chosen.stream().noneMatch(instance -> instance.hasTimeout(destination))) {
        throw new IllegalArgumentException(destination + " has not timed out lately");
      }
    }
    chosen.forEach(instance -> instance.forgetTimeouts(List.of(destinations)));
  }
}
