package org.quoin.programs;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.quoin.api.Address;
import org.quoin.api.Content;
import org.quoin.api.PluginName;
import org.quoin.api.Reply;
import org.quoin.api.Sender;
import org.quoin.api.intake.Receipt;
import org.quoin.api.program.LocalDelivery;
import org.quoin.api.program.LocalProgram;
import org.quoin.codec.AsciiCase;

/**
 * {@code vacation [-j] [-a alias] [-t days] user}: answers a mail to this user with the text in
 * {@code .vacation.msg}, each sender once in a while, never lists and machines (P10). Whom it has
 * answered is in a {@link Notebook}, {@code .vacation.seen}.
 *
 * <p>The answer is a courtesy: if it cannot be given, also for options that are wrong, the mail is
 * delivered all the same, and the trouble is told in the report. The sender is noted before he is
 * answered, so that two deliveries at a time, or a crash, cost him an answer rather than send him
 * two.
 */
@Component(service = LocalProgram.class)
@PluginName("vacation")
public final class Vacation implements Program {
  private static final String SEEN = ".vacation.seen";

  private final Notebook notebook = new Notebook();
  private final InstantSource clock;

  @Activate
  public Vacation() {
    this(InstantSource.system());
  }

  Vacation(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "vacation";
  }

  @Override
  public int work(LocalDelivery delivery, List<String> arguments)
      throws IOException, InterruptedException, Fatal {
    Sender sender = new Sender(Environment.of(delivery).require("SENDER"));
    try {
      answer(delivery, sender, VacationCall.of(arguments));
    } catch (Fatal e) {
      delivery.complain(name() + ": " + e.getMessage() + "\n");
    }
    return DONE;
  }

  private void answer(LocalDelivery delivery, Sender sender, VacationCall call)
      throws IOException, InterruptedException {
    Header header = Header.of(delivery.message());
    boolean wanted =
        new Etiquette(sender, header).allowsAnswer()
            && !AsciiCase.lower(sender.text()).equals(AsciiCase.lower(recipient(delivery, call)))
            && (call.always() || call.names().areIn(header));
    if (wanted) {
      try {
        answer(delivery, sender, header, call);
      } catch (IOException e) {
        delivery.complain("vacation: no answer: " + e.getMessage() + "\n");
      }
    }
  }

  private static String recipient(LocalDelivery delivery, VacationCall call) {
    return delivery.variable("RECIPIENT").orElse(call.names().names().getLast());
  }

  private void answer(LocalDelivery delivery, Sender sender, Header header, VacationCall call)
      throws IOException, InterruptedException {
    VacationText text = VacationText.read(delivery.folder());
    Instant now = clock.instant();
    String key = Fingerprint.of(AsciiCase.lower(sender.text()));
    Note note = new Note(now.getEpochSecond(), key, Fingerprint.of(sender.text()));
    Path seen = delivery.folder().resolve(SEEN);
    if (notebook.note(seen, note, before -> isRecent(before, now, call.interval())).isPresent()) {
      return;
    }
    VacationAnswer answer = new VacationAnswer(sender, recipient(delivery, call), header, now);
    List<Address> to = List.of(new Address(sender.text()));
    Content message = new Content("", new ShortBody(answer.with(text)));
    try {
      send(delivery, to, message);
    } catch (IOException e) {
      notebook.forget(seen, note);
      throw e;
    }
  }

  private static void send(LocalDelivery delivery, List<Address> to, Content message)
      throws IOException {
    if (delivery.queue(Sender.NULL, to, message) instanceof Receipt.Refused(Reply reply)) {
      throw new IOException(reply.text());
    }
  }

  /** A time to come is no time: the clock or the file is wrong. */
  private static boolean isRecent(Note before, Instant now, Duration interval) {
    long age = now.getEpochSecond() - before.seconds();
    return age >= 0 && age < interval.toSeconds();
  }
}
