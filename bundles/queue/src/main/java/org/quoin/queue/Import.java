package org.quoin.queue;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.quoin.api.Address;
import org.quoin.api.Content;
import org.quoin.api.Sender;
import org.quoin.api.delivery.Cause;
import org.quoin.api.queue.BodyWriter;
import org.quoin.api.queue.Envelope;
import org.quoin.api.queue.QueueRecord;
import org.quoin.api.queue.QueueRecord.Accepted;
import org.quoin.api.queue.QueueRecord.Deferred;
import org.quoin.api.queue.QueueRecord.Mark;
import org.quoin.api.queue.QueueRecord.Settled;
import org.quoin.api.queue.QueueStore;
import org.quoin.codec.BounceFile.Paragraph;
import org.quoin.queue.ClassicMail.Form;
import org.quoin.queue.ClassicMail.Line;

/** Makes messages of a classic queue messages of an instance, each in one atomic append. */
final class Import {
  private static final String WAITED = "It has waited in a qmail queue.\n";

  private final String queue;
  private final QueueStore store;
  private final Origins origins;
  private final InstantSource clock;

  Import(String queue, QueueStore store, Origins origins, InstantSource clock) {
    this.queue = queue;
    this.store = store;
    this.origins = origins;
    this.clock = clock;
  }

  /** One recipient and where it stands. */
  record Known(Address address, Line line, Optional<String> failure) {}

  /**
   * What the message is here.
   *
   * @throws IOException if a recipient's address cannot be found
   */
  List<Known> recipients(ClassicMail mail) throws IOException {
    List<Paragraph> failures = new ArrayList<>(mail.failures());
    List<Known> recipients = new ArrayList<>();
    for (Line line : mail.lines()) {
      Address address = address(line);
      Optional<String> failure = line.done() ? take(failures, address) : Optional.empty();
      recipients.add(new Known(address, line, failure));
    }
    for (Paragraph rest : failures) { // its channel's file is gone already
      Line line = new Line(Form.ORIGINAL, rest.address(), true, Optional.empty());
      recipients.add(new Known(new Address(rest.address()), line, Optional.of(rest.report())));
    }
    return List.copyOf(recipients);
  }

  /**
   * Takes the message; durable on return.
   *
   * @throws IOException if the store cannot take it
   * @throws IllegalArgumentException if it is larger than the store takes at once
   */
  void take(ClassicMail mail, List<Known> recipients) throws IOException {
    try (BodyWriter body = store.create()) {
      Files.copy(mail.mess(), body.stream());
      Content content = new Content("", body.finish());
      List<Address> addresses = recipients.stream().map(Known::address).toList();
      Envelope envelope = new Envelope(new Sender(mail.sender()), addresses);
      List<QueueRecord> facts = new ArrayList<>();
      facts.add(new Accepted(queue, body.id(), mail.birth(), envelope, content));
      facts.addAll(marks(body.id(), recipients));
      store.append(facts);
    }
  }

  private Address address(Line line) throws IOException {
    Address address = new Address(line.address());
    if (line.form() != Form.LOCAL) {
      return address;
    }
    try {
      return origins.of(address);
    } catch (IOException e) {
      if (line.done()) {
        return address;
      }
      throw e;
    }
  }

  /** The first paragraph about this recipient; no other one gets it. */
  private static Optional<String> take(List<Paragraph> failures, Address address) {
    String shown = address.text().replace('\n', '_');
    for (Paragraph paragraph : failures) {
      if (paragraph.address().equals(shown)) {
        failures.remove(paragraph);
        return Optional.of(paragraph.report());
      }
    }
    return Optional.empty();
  }

  private List<Mark> marks(long number, List<Known> recipients) {
    List<Mark> marks = new ArrayList<>();
    for (int i = 0; i < recipients.size(); i++) {
      Known known = recipients.get(i);
      int index = i;
      if (known.line().done()) {
        String text = Report.cut(known.failure().orElse(""));
        marks.add(new Settled(queue, number, index, known.failure().isPresent(), text));
      } else {
        known.line().next().ifPresent(next -> marks.add(deferred(number, index, next)));
      }
    }
    return List.copyOf(marks);
  }

  /** The attempt itself is not known; it ended before now, and before the next one. */
  private Deferred deferred(long number, int index, Instant next) {
    Instant now = clock.instant();
    Instant at = next.isBefore(now) ? next : now;
    Optional<Instant> due = Optional.of(next);
    return new Deferred(queue, number, index, at, due, Duration.ZERO, Cause.ANSWER, WAITED);
  }
}
