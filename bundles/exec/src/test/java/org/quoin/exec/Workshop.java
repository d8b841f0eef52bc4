package org.quoin.exec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.quoin.api.Address;
import org.quoin.api.Content;
import org.quoin.api.Peer;
import org.quoin.api.Sender;
import org.quoin.api.StoredBody;
import org.quoin.api.intake.Mail;
import org.quoin.api.intake.Session;
import org.quoin.api.intake.Verdict;
import org.quoin.api.queue.Envelope;

/** A base folder with programs, and a filter that hands mail to them. */
final class Workshop implements AutoCloseable {
  static final String MESSAGE = "Subject: x\n\nh\u00e4\n";
  static final Mail MAIL = mail(MESSAGE);

  final Path base;
  final Qmailqueue filter;

  Workshop(Path folder) throws IOException {
    this(folder, 10, Duration.ofSeconds(60));
  }

  Workshop(Path folder, int concurrency, Duration time) throws IOException {
    base = Files.createDirectories(folder.resolve("base"));
    Path home = Files.createDirectories(folder.resolve("home"));
    filter =
        new Qmailqueue(
            Place.of(base, Optional.of(home), "PATH"), new QueuePrograms.Limits(concurrency, time));
  }

  /** A body in memory. */
  private record Text(String text) implements StoredBody {
    @Override
    public long id() {
      return 1;
    }

    @Override
    public long size() {
      return text.length();
    }

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(text.getBytes(ISO_8859_1));
    }
  }

  static Mail mail(String text) {
    Envelope envelope =
        new Envelope(
            new Sender("s@example.net"),
            List.of(new Address("r@example.org"), new Address("r\u00e9@example.org")));
    return new Mail(envelope, new Content("", new Text(text)));
  }

  static Session session(Map<String, String> variables) {
    Peer peer =
        new Peer(
            "192.0.2.7",
            4711,
            Optional.of("client.example.net"),
            Optional.empty(),
            "192.0.2.1",
            25,
            Optional.of("mx.example.org"));
    return Session.network("smtp-1", "smtp", peer, variables);
  }

  /** Makes a program; the base is its current folder. */
  Workshop program(String name, String script) throws IOException {
    Path file = base.resolve(name);
    Files.createDirectories(Path.of("" + file.getParent()));
    Files.writeString(file, script.startsWith("#!") ? script : "#!/bin/sh\n" + script, ISO_8859_1);
    file.toFile().setExecutable(true);
    return this;
  }

  /** What the filter says where QMAILQUEUE is this and nothing else is set. */
  Verdict verdict(String value) throws Exception {
    return verdict(value, MAIL);
  }

  Verdict verdict(String value, Mail mail) throws Exception {
    return filter.message(session(Map.of(Qmailqueue.VARIABLE, value)), mail);
  }

  Verdict verdict(String value, Map<String, String> others) throws Exception {
    Map<String, String> variables = new HashMap<>(others);
    variables.put(Qmailqueue.VARIABLE, value);
    return filter.message(session(variables), MAIL);
  }

  /** The verdict on a program with this script, in short. */
  String answer(String script) throws Exception {
    program("program", script);
    return words(verdict("program"));
  }

  static String words(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Refuse(var reply) -> reply.toString();
      case Verdict.Discard(String reason) -> reason;
      case Verdict.Pass pass -> "pass";
    };
  }

  /** What a program has written. */
  String file(String name) throws IOException {
    return Files.readString(base.resolve(name), ISO_8859_1);
  }

  /** Names of what lies where papers lie. */
  List<String> papers() throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(base.resolve("var/tmp"))) {
      files.forEach(each -> names.add("" + each.getFileName()));
    }
    return names;
  }

  @Override
  public void close() {
    filter.deactivate();
  }
}
