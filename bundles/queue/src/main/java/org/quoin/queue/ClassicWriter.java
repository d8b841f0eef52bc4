package org.quoin.queue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.quoin.api.Address;
import org.quoin.codec.ChannelFile;
import org.quoin.codec.InfoFile;
import org.quoin.queue.ClassicFolder.Kind;

/**
 * Writes messages into a classic queue (Q6). Each file is on the disk before the next one is begun,
 * and {@code info}, which makes the message one, comes last; so a queue that is half written holds
 * no half of a message.
 */
final class ClassicWriter {

  /**
   * One recipient on its way.
   *
   * @param local by which channel
   * @param rewritten as the channel has it
   */
  record Leg(History.Line recipient, boolean local, Address rewritten) {}

  private final ClassicLayout layout;
  private final ClassicOwners owners;
  private final Instant now;

  ClassicWriter(ClassicLayout layout, ClassicOwners owners, Instant now) {
    this.layout = layout;
    this.owners = owners;
    this.now = now;
  }

  /**
   * @throws UnreadableException if the message is not there to be written; nothing is left of it
   */
  void write(History message, List<Leg> legs) throws IOException {
    Instant birth = seconds(message.accepted().birth());
    long number = mess(message, birth);
    StringBuilder bounce = new StringBuilder();
    for (History.Line failed : message.failed()) {
      bounce.append(Report.paragraph(failed.address(), failed.text()));
    }
    if (!bounce.isEmpty()) {
      put(layout.file(Kind.BOUNCE, number), bounce.toString(), now);
    }
    Instant exactBirth = message.accepted().birth();
    channel(layout.file(Kind.LOCAL, number), chosen(legs, true), exactBirth);
    channel(layout.file(Kind.REMOTE, number), chosen(legs, false), exactBirth);
    String sender = message.accepted().envelope().sender().text();
    put(layout.file(Kind.INFO, number), new InfoFile(sender).text(), birth);
  }

  /** A message's number is that of the inode of its file, so the file comes first. */
  private long mess(History message, Instant birth) throws IOException {
    Path made = layout.draft();
    try (FileChannel channel =
        FileChannel.open(made, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      copy(message, Channels.newOutputStream(channel));
      Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-r--r--"));
      Files.setLastModifiedTime(made, FileTime.from(birth));
      channel.force(true);
    } catch (UnreadableException e) {
      Files.deleteIfExists(made);
      throw e;
    }
    owners.give(made, ClassicOwners.QUEUE);
    Object inode = Files.getAttribute(made, "unix:ino", LinkOption.NOFOLLOW_LINKS);
    long number = (Long) Objects.requireNonNull(inode);
    Path mess = layout.file(Kind.MESS, number);
    Files.move(made, mess, StandardCopyOption.ATOMIC_MOVE);
    Disks.sync(Objects.requireNonNull(mess.getParent()));
    return number;
  }

  /** Tells a body that cannot be read from a disk that cannot be written. */
  private static void copy(History message, OutputStream out) throws IOException {
    byte[] buffer = new byte[65_536];
    try (InputStream in = opened(message)) {
      for (int count = read(in, buffer); count >= 0; count = read(in, buffer)) {
        out.write(buffer, 0, count);
      }
    }
  }

  private static InputStream opened(History message) throws UnreadableException {
    try {
      return message.accepted().content().open();
    } catch (IOException e) {
      throw new UnreadableException(e);
    }
  }

  private static int read(InputStream in, byte[] buffer) throws UnreadableException {
    try {
      return in.read(buffer);
    } catch (IOException e) {
      throw new UnreadableException(e);
    }
  }

  private static List<Leg> chosen(List<Leg> legs, boolean local) {
    return legs.stream().filter(leg -> leg.local() == local).toList();
  }

  private void channel(Path file, List<Leg> legs, Instant birth) throws IOException {
    if (legs.isEmpty()) {
      return;
    }
    List<ChannelFile.Line> lines = new ArrayList<>();
    Instant next = Instant.MAX;
    for (Leg leg : legs) {
      boolean done = !leg.recipient().standing().isOpen();
      lines.add(new ChannelFile.Line(done, leg.rewritten().text()));
      Instant due = done ? Instant.MAX : due(leg, birth);
      next = due.isBefore(next) ? due : next;
    }
    put(file, new ChannelFile(lines).text(), seconds(next.equals(Instant.MAX) ? birth : next));
  }

  /** What waits for something that is missing here is tried there at once. */
  private Instant due(Leg leg, Instant birth) {
    Standing standing = leg.recipient().standing();
    if (standing.pause().isEmpty()) {
      return birth;
    }
    return standing.isMissing() ? now : standing.nextAttempt(birth, leg.local());
  }

  private void put(Path file, String text, Instant time) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    Disks.write(file, "rw-------", bytes, seconds(time));
    owners.give(file, ClassicOwners.SEND);
  }

  private static Instant seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }
}
