package org.quoin.queue;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.quoin.api.delivery.Router;
import org.quoin.api.queue.MailQueue;
import org.quoin.api.queue.QueueStore;

/** The commands {@code queue:import} and {@code queue:export}: mail from qmail, and back. */
@Component(service = TransferCommands.class)
@GogoCommand(
    scope = "queue",
    function = {"import", "export"})
public final class TransferCommands {
  private static final String QUEUE = "id of the instance, such as 01";

  private final Fleet fleet;
  private final Plugins<QueueStore> stores;
  private final Routes routes;
  private final InstantSource clock;

  /** One import at a time: see {@link ImportNotes} on the lock that a second one would break. */
  private final ReentrantLock importing = new ReentrantLock();

  @Activate
  public TransferCommands(@Reference Instances instances) {
    this(instances.fleet(), instances.stores(), instances.routers(), Clock.systemUTC());
  }

  TransferCommands(
      Fleet fleet, Plugins<QueueStore> stores, Plugins<Router> routers, InstantSource clock) {
    this.fleet = fleet;
    this.stores = stores;
    this.routes = new Routes(routers);
    this.clock = clock;
  }

  @Descriptor("takes over the mail of a stopped qmail queue, which stays as it is")
  public void _import(
      CommandSession session,
      @Descriptor(QUEUE) @Parameter(names = "--queue", absentValue = MailQueue.MAIN) String queue,
      @Descriptor("only says what would be done")
          @Parameter(names = "--dry-run", presentValue = "true", absentValue = "false")
          boolean dryRun,
      @Descriptor("the queue's folder, such as /var/qmail/queue") String dir)
      throws IOException {
    Settings settings = settings(queue);
    requireUp(queue);
    Origins origins = new Origins(routes, settings.plugins().routers());
    Import to = new Import(settings.id(), store(settings), origins, clock);
    Takeover.Summary summary = takeOverAlone(folder(dir), to, dryRun);
    session.getConsole().println(said(summary, queue, dryRun));
    report(session, summary.leftOut());
  }

  @Descriptor("writes the mail of an instance as a qmail queue, into a new or empty folder")
  public void export(
      CommandSession session,
      @Descriptor(QUEUE) @Parameter(names = "--queue", absentValue = MailQueue.MAIN) String queue,
      @Descriptor("removes here what is safely written there")
          @Parameter(names = "--remove", presentValue = "true", absentValue = "false")
          boolean remove,
      @Descriptor("the queue's folder") String dir)
      throws IOException {
    Settings settings = settings(queue);
    Path root = folder(dir);
    ClassicLayout.requireEmpty(root);
    QueueStore store = store(settings);
    List<String> routers = settings.plugins().routers();
    fleet.pause(settings.id());
    Export.Summary summary;
    try (Export export = new Export(store, settings.id(), routes, routers)) {
      summary = export.write(root, clock.instant());
      if (remove) {
        export.remove();
      }
    } finally {
      fleet.resume(settings.id());
    }
    String fate = remove ? ", and removed here" : "";
    session.getConsole().println(Listing.messages(summary.written()) + " written to " + dir + fate);
    summary.remarks().forEach(remark -> session.getConsole().println("missing: " + remark));
    report(session, summary.leftOut());
  }

  /** Where the platform was started says nothing to who types the command. */
  private static Path folder(String dir) {
    Path folder = Path.of(dir);
    if (!folder.isAbsolute()) {
      throw new IllegalArgumentException("give the whole path of " + dir + ", beginning with /");
    }
    return folder;
  }

  private Takeover.Summary takeOverAlone(Path dir, Import to, boolean dryRun) throws IOException {
    if (!importing.tryLock()) {
      throw new IllegalStateException("another import is at work; say it again when that is done");
    }
    try {
      return takeOver(dir, to, dryRun);
    } finally {
      importing.unlock();
    }
  }

  private static Takeover.Summary takeOver(Path dir, Import to, boolean dryRun) throws IOException {
    try {
      Takeover takeover = new Takeover(dir, to);
      return dryRun ? takeover.look() : takeover.run();
    } catch (AccessDeniedException e) {
      throw new IOException("this user may not read or write " + e.getFile(), e);
    }
  }

  private static String said(Takeover.Summary summary, String queue, boolean dryRun) {
    return Listing.messages(summary.taken())
        + (dryRun ? " would be imported into queue " : " imported into queue ")
        + queue
        + ("; imported before: " + summary.known())
        + (", nothing left to do for: " + summary.done())
        + (", never accepted: " + summary.unfinished());
  }

  /** All that was left out is named; the command has failed if there is any. */
  private static void report(CommandSession session, List<LeftOut> leftOut) {
    leftOut.forEach(one -> session.getConsole().println(one.line()));
    if (!leftOut.isEmpty()) {
      throw new IllegalStateException("left out: " + leftOut.size() + ", named above");
    }
  }

  private Settings settings(String id) {
    return fleet
        .find(id)
        .flatMap(Fleet.View::settings)
        .orElseThrow(() -> new IllegalArgumentException("there is no queue " + id));
  }

  private QueueStore store(Settings settings) {
    String name = settings.plugins().store();
    return stores
        .find(name)
        .map(Gate::target)
        .orElseThrow(() -> new IllegalStateException("store not installed: " + name));
  }

  /** Else its mail would pile up unseen. */
  private void requireUp(String id) {
    if (fleet.find(id).flatMap(Fleet.View::queue).isEmpty()) {
      throw new IllegalStateException("queue " + id + " is not up");
    }
  }
}
