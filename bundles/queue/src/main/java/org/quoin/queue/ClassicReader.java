package org.quoin.queue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.quoin.codec.BounceFile;
import org.quoin.codec.ChannelFile;
import org.quoin.codec.InfoFile;
import org.quoin.codec.TodoFile;
import org.quoin.queue.ClassicFolder.Kind;
import org.quoin.queue.ClassicMail.Form;
import org.quoin.queue.ClassicMail.Line;

/** Reads what the files of one message in a classic queue say (Q6), and whether they fit. */
final class ClassicReader {
  private static final long MAX_BYTES = 64L << 20;

  /** How a file is read; what it throws says what is wrong in it. */
  private interface Format<T> {
    T read(String file) throws IOException;
  }

  private final ClassicFolder folder;

  ClassicReader(ClassicFolder folder) {
    this.folder = folder;
  }

  /** All messages that were accepted, in the order of their birth. */
  List<String> oldestFirst() throws IOException {
    Map<String, Instant> births = new HashMap<>();
    for (String number : folder.numbers()) {
      Optional<Path> todo = folder.find(Kind.PENDING, number);
      Optional<Path> file = todo.isPresent() ? todo : folder.find(Kind.INFO, number);
      births.put(number, file.isPresent() ? time(file.get()) : Instant.EPOCH);
    }
    Comparator<Map.Entry<String, Instant>> order = Map.Entry.comparingByValue();
    return births.entrySet().stream()
        .sorted(order.thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * @throws IOException if the files of this message cannot be read or do not fit together
   */
  ClassicMail read(String number) throws IOException {
    return folder.find(Kind.PENDING, number).isPresent() ? untried(number) : tried(number);
  }

  /** Of a message that qmail-send has not finished sorting: todo says all (Q7). */
  private ClassicMail untried(String number) throws IOException {
    Path file = require(Kind.PENDING, number);
    Path mess = require(Kind.MESS, number);
    Optional<Path> bounce = folder.find(Kind.BOUNCE, number);
    if (bounce.isPresent()) {
      throw fault(bounce.get(), "does not fit to " + folder.name(file));
    }
    TodoFile todo = parsed(file, TodoFile::read);
    List<Line> lines = new ArrayList<>();
    for (String recipient : todo.recipients()) {
      lines.add(new Line(Form.ORIGINAL, recipient, false, Optional.empty()));
    }
    return new ClassicMail(key(mess), mess, todo.sender(), time(file), lines, List.of());
  }

  private ClassicMail tried(String number) throws IOException {
    Path info = require(Kind.INFO, number);
    Path mess = require(Kind.MESS, number);
    String sender = parsed(info, InfoFile::read).sender();
    Instant birth = time(info);
    List<Line> lines = new ArrayList<>();
    lines.addAll(channel(Kind.LOCAL, number, birth));
    lines.addAll(channel(Kind.REMOTE, number, birth));
    List<BounceFile.Paragraph> failures = List.of();
    Optional<Path> bounce = folder.find(Kind.BOUNCE, number);
    if (bounce.isPresent()) {
      failures = parsed(bounce.get(), BounceFile::read).paragraphs();
    }
    return new ClassicMail(key(mess), mess, sender, birth, lines, failures);
  }

  private List<Line> channel(Kind kind, String number, Instant birth) throws IOException {
    Optional<Path> file = folder.find(kind, number);
    if (file.isEmpty()) {
      return List.of();
    }
    Instant time = time(file.get());
    Optional<Instant> next = time.isAfter(birth) ? Optional.of(time) : Optional.empty();
    Form form = kind == Kind.LOCAL ? Form.LOCAL : Form.REMOTE;
    return parsed(file.get(), ChannelFile::read).lines().stream()
        .map(line -> new Line(form, line.address(), line.done(), next))
        .toList();
  }

  private Path require(Kind kind, String number) throws IOException {
    Optional<Path> file = folder.find(kind, number);
    if (file.isEmpty()) {
      throw new IOException("it has no file in " + kind.folder());
    }
    return readable(file.get());
  }

  private Path readable(Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw fault(file, "may not be read by this user");
    }
    return file;
  }

  private <T> T parsed(Path file, Format<T> format) throws IOException {
    long size = Files.size(readable(file));
    if (size > MAX_BYTES) {
      throw fault(file, "is larger than any envelope: " + size + " bytes");
    }
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    try {
      return format.read(text);
    } catch (IOException | IllegalArgumentException e) {
      throw fault(file, String.valueOf(e.getMessage()));
    }
  }

  private IOException fault(Path file, String what) {
    return new IOException(folder.name(file) + " " + what);
  }

  private static String key(Path mess) throws IOException {
    return mess.getFileName() + " " + Files.size(mess) + " " + time(mess).getEpochSecond();
  }

  /** All times of a qmail queue are whole seconds. */
  private static Instant time(Path file) throws IOException {
    return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
        .toInstant()
        .truncatedTo(ChronoUnit.SECONDS);
  }
}
