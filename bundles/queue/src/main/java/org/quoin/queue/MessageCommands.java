package org.quoin.queue;

import java.io.IOException;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The commands of scope {@code queue} that do something to messages. */
@Component(service = MessageCommands.class)
@GogoCommand(
    scope = "queue",
    function = {"flush", "hold", "release", "retry", "bounce", "delete", "move"})
public final class MessageCommands {
  private static final String GIVEN_UP =
      "The administrator of this system has given this message up.";

  private final Choice instances;

  @Activate
  public MessageCommands(@Reference Instances instances) {
    this(instances.fleet());
  }

  MessageCommands(Fleet fleet) {
    this.instances = new Choice(fleet);
  }

  @Descriptor("makes mail due now: all, or what is selected; held mail only if its number is named")
  public void flush(CommandSession session, @Descriptor(Selection.SYNTAX) String... selection)
      throws IOException {
    Selection wanted = Selection.of(selection);
    if (wanted.wide() && !wanted.dryRun()) {
      instances.chosen(wanted.queue()).forEach(DurableQueue::flush);
      return;
    }
    boolean named = !wanted.numbers().isEmpty();
    Deed deed = (queue, message) -> fate(named ? queue.flush(message) : queue.retry(message));
    each(session, "due now", deed, selection);
  }

  @Descriptor("holds messages: they are not tried until they are released, also after a restart")
  public void hold(CommandSession session, @Descriptor(Selection.SYNTAX) String... selection)
      throws IOException {
    each(session, "held", (queue, message) -> fate(queue.hold(message)), selection);
  }

  @Descriptor("releases messages that are held, by an operator or as suspect; they are due now")
  public void release(CommandSession session, @Descriptor(Selection.SYNTAX) String... selection)
      throws IOException {
    each(session, "released", (queue, message) -> fate(queue.release(message)), selection);
  }

  @Descriptor("makes messages due now; what is held stays held")
  public void retry(CommandSession session, @Descriptor(Selection.SYNTAX) String... selection)
      throws IOException {
    each(session, "due now", (queue, message) -> fate(queue.retry(message)), selection);
  }

  @Descriptor("gives messages up: the sender is told of all who do not have them yet")
  public void bounce(
      CommandSession session,
      @Descriptor("what the sender is told") @Parameter(names = "--text", absentValue = "")
          String text,
      @Descriptor(Selection.SYNTAX) String... selection)
      throws IOException {
    String told = Report.cut((text.isEmpty() ? GIVEN_UP : TextBytes.typed(text)) + "\n");
    each(session, "given up", (queue, message) -> queue.giveUp(message, told), selection);
  }

  @Descriptor("takes messages away for good; nobody is told")
  public void delete(CommandSession session, @Descriptor(Selection.SYNTAX) String... selection)
      throws IOException {
    each(session, "deleted", DurableQueue::remove, selection);
  }

  @Descriptor("moves messages into another instance, each in one step, with all that is left to do")
  public void move(
      CommandSession session,
      @Descriptor("id of the instance that gets them") @Parameter(names = "--to", absentValue = "")
          String to,
      @Descriptor(Selection.SYNTAX) String... selection)
      throws IOException {
    each(session, "moved to " + to, new Deed.Move(instances.target(to)), selection);
  }

  private static Fate fate(boolean found) {
    return found ? Fate.DONE : Fate.ABSENT;
  }

  private void each(CommandSession session, String participle, Deed deed, String... words)
      throws IOException {
    new Sweep(instances, session.getConsole()).run(participle, deed, words);
  }
}
