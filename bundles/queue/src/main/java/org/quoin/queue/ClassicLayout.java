package org.quoin.queue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.quoin.queue.ClassicFolder.Kind;

/** The folders of a classic queue as qmail's setup makes them (Q5, Q9): split 23, flat todo. */
final class ClassicLayout {
  static final int SPLIT = 23;

  private static final int TCPTO_BYTES = 1024;
  private static final int PATIENCE_SECONDS = 10;

  private record Dir(String name, String mode, String owner, boolean split) {}

  private static final List<Dir> DIRS =
      List.of(
          new Dir("pid", "rwx------", ClassicOwners.QUEUE, false),
          new Dir("intd", "rwx------", ClassicOwners.QUEUE, false),
          new Dir("todo", "rwxr-x---", ClassicOwners.QUEUE, false),
          new Dir("lock", "rwxr-x---", ClassicOwners.QUEUE, false),
          new Dir("mess", "rwxr-x---", ClassicOwners.QUEUE, true),
          new Dir("bounce", "rwx------", ClassicOwners.SEND, false),
          new Dir("info", "rwx------", ClassicOwners.SEND, true),
          new Dir("local", "rwx------", ClassicOwners.SEND, true),
          new Dir("remote", "rwx------", ClassicOwners.SEND, true));

  private final Path root;
  private final ClassicOwners owners;
  private final List<String> missing = new ArrayList<>();

  ClassicLayout(Path root, ClassicOwners owners) {
    this.root = root;
    this.owners = owners;
  }

  /**
   * Refuses a folder with something in it.
   *
   * @throws IllegalArgumentException if it is not new or empty
   */
  static void requireEmpty(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
      if (entries.iterator().hasNext()) {
        throw new IllegalArgumentException(root + " is not empty");
      }
    }
  }

  /** What could not be made, for people. */
  List<String> missing() {
    return List.copyOf(missing);
  }

  void create(Instant now) throws IOException {
    if (!Files.exists(root)) {
      folder(root, "rwxr-x---", ClassicOwners.QUEUE);
    }
    for (Dir dir : DIRS) {
      folder(root.resolve(dir.name()), dir.mode(), dir.owner());
      for (int i = 0; dir.split() && i < SPLIT; i++) {
        folder(root.resolve(dir.name()).resolve(Integer.toString(i)), dir.mode(), dir.owner());
      }
    }
    locks(root.resolve("lock"), now);
  }

  /** Where a message's file of this kind is. */
  Path file(Kind kind, long number) {
    Path folder = root.resolve(kind.folder());
    boolean split = kind != Kind.BOUNCE && kind != Kind.PENDING && kind != Kind.INTD;
    String part = Long.toString(Long.remainderUnsigned(number, SPLIT));
    return (split ? folder.resolve(part) : folder).resolve(Long.toUnsignedString(number));
  }

  /** Where a message's file is made before it has a number. */
  Path draft() {
    return root.resolve("pid").resolve("draft");
  }

  /** All names are on the disk when this returns. */
  void sync() throws IOException {
    for (Dir dir : DIRS) {
      Path folder = root.resolve(dir.name());
      for (int i = 0; dir.split() && i < SPLIT; i++) {
        Disks.sync(folder.resolve(Integer.toString(i)));
      }
      Disks.sync(folder);
    }
    Disks.sync(root);
    Path parent = root.toAbsolutePath().getParent();
    if (parent != null && Files.isReadable(parent)) {
      Disks.sync(parent);
    }
  }

  private void folder(Path folder, String mode, String owner) throws IOException {
    Files.createDirectory(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(mode));
    owners.give(folder, owner);
  }

  private void locks(Path folder, Instant now) throws IOException {
    Path mutex = folder.resolve("sendmutex");
    Disks.write(mutex, "rw-------", new byte[0], now);
    owners.give(mutex, ClassicOwners.SEND);
    Path tcpto = folder.resolve("tcpto");
    Disks.write(tcpto, "rw-r--r--", new byte[TCPTO_BYTES], now);
    owners.give(tcpto, ClassicOwners.REMOTE);
    Path trigger = folder.resolve("trigger");
    if (pipe(trigger)) {
      Files.setPosixFilePermissions(trigger, PosixFilePermissions.fromString("rw--w--w-"));
      owners.give(trigger, ClassicOwners.SEND);
    } else {
      missing.add(trigger + " (make it: mkfifo -m 622 " + trigger + ")");
    }
  }

  private static boolean pipe(Path file) {
    try {
      Process program =
          new ProcessBuilder("mkfifo", file.toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      program.getOutputStream().close();
      boolean ended = program.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return ended && program.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
