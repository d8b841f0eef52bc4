package org.quoin.store;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.function.Executable;
import org.quoin.api.Address;
import org.quoin.api.Content;
import org.quoin.api.Parameters;
import org.quoin.api.Sender;
import org.quoin.api.StoredBody;
import org.quoin.api.delivery.Cause;
import org.quoin.api.queue.BodyWriter;
import org.quoin.api.queue.Envelope;
import org.quoin.api.queue.QueueRecord;
import org.quoin.api.queue.QueueRecord.Accepted;
import org.quoin.api.queue.QueueRecord.Deferred;
import org.quoin.api.queue.QueueRecord.Removed;
import org.quoin.api.queue.QueueRecord.Settled;
import org.quoin.api.queue.QueueStore;

/** What the tests of this bundle share: small settings, mails, and an ear for attached queues. */
final class Testbed {
  static final Path FOLDER = Path.of("/queue");
  static final Instant BIRTH = Instant.parse("2026-01-02T03:04:05.000000006Z");

  private Testbed() {}

  /** Small segments, small bodies, no reserve of room. */
  static Settings small(Path folder) {
    return new Settings(
        folder, 16 << 10, 2 << 10, 1 << 20, 1 << 20, OptionalLong.of(0), 1000, 200_000);
  }

  static Journal open(Disk disk) throws IOException {
    return open(disk, new Bell());
  }

  static Journal open(Disk disk, Bell bell) throws IOException {
    return Journal.open(disk, small(FOLDER), bell, new SplittableRandom());
  }

  /** Keeps what the operator would hear. */
  static final class Bell implements Alarm {
    final List<String> warnings = new CopyOnWriteArrayList<>();
    final List<String> alerts = new CopyOnWriteArrayList<>();

    @Override
    public void warning(String text) {
      warnings.add(text);
    }

    @Override
    public void alert(String text) {
      alerts.add(text);
    }
  }

  /** What one attached queue was told. */
  record Told(Accepted message, List<QueueRecord.Mark> marks, boolean suspect) {
    long number() {
      return message.message();
    }
  }

  /** A queue that writes down what it is told. */
  static final class Ear implements QueueStore.Listener {
    final List<Told> told = new CopyOnWriteArrayList<>();

    @Override
    public void accepted(Accepted message, List<QueueRecord.Mark> marks, boolean suspect) {
      told.add(new Told(message, List.copyOf(marks), suspect));
    }

    List<Long> numbers() {
      return told.stream().map(Told::number).toList();
    }
  }

  static Ear attach(QueueStore store, String queue) throws IOException {
    Ear ear = new Ear();
    store.attach(queue, ear);
    return ear;
  }

  static byte[] bytes(long seed, int size) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** Writes a body whose bytes follow from its number and size. */
  static StoredBody body(QueueStore store, int size) throws IOException {
    try (BodyWriter writer = store.create()) {
      return finish(writer, size);
    }
  }

  static StoredBody finish(BodyWriter writer, int size) throws IOException {
    writer.stream().write(bytes(writer.id(), size));
    return writer.finish();
  }

  /** Every second one has parameters, so that both kinds of acceptance are everywhere. */
  static Accepted accepted(String queue, StoredBody body, int recipients) {
    List<Address> addresses = new ArrayList<>();
    for (int i = 0; i < recipients; i++) {
      addresses.add(new Address("user" + i + "\u00e9@example.org"));
    }
    Parameters ofMail = body.id() % 2 == 0 ? new Parameters("RET=HDRS SMTPUTF8") : Parameters.NONE;
    List<Parameters> all = new ArrayList<>(Collections.nCopies(recipients, Parameters.NONE));
    all.set(recipients / 2, body.id() % 2 == 0 ? new Parameters("NOTIFY=NEVER") : Parameters.NONE);
    Envelope envelope = new Envelope(new Sender("sue@example.net"), addresses, ofMail, all);
    Content content = new Content("Received: (qmail 1 invoked from network)\n", body);
    return new Accepted(queue, body.id(), BIRTH, envelope, content);
  }

  /** Appends one mail to these queues and returns its number. */
  static long mail(QueueStore store, int size, String... queues) throws IOException {
    try (BodyWriter writer = store.create()) {
      StoredBody body = finish(writer, size);
      List<QueueRecord> records = new ArrayList<>();
      for (String queue : queues) {
        records.add(accepted(queue, body, 3));
      }
      store.append(records);
      return body.id();
    }
  }

  static Settled settled(String queue, long message, int recipient) {
    return new Settled(queue, message, recipient, false, "did 1+0+0 \u20ac/");
  }

  static Deferred deferred(String queue, long message, int recipient, String text) {
    Instant at = BIRTH.plusSeconds(60);
    Optional<Instant> next = recipient == 1 ? Optional.of(at.plusMillis(7)) : Optional.empty();
    Duration excused = Duration.ofSeconds(recipient, 3);
    return new Deferred(queue, message, recipient, at, next, excused, Cause.CONNECT, text);
  }

  static Removed removed(String queue, long message) {
    return new Removed(queue, message);
  }

  /** Requires that something fails as the world does, and says why with these words. */
  static void refused(String words, Executable action) {
    String text = String.valueOf(assertThrows(IOException.class, action).getMessage());
    assertTrue(text.contains(words), text);
  }

  static byte[] read(StoredBody body) throws IOException {
    try (InputStream in = body.open()) {
      return in.readAllBytes();
    }
  }
}
