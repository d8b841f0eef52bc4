package org.quoin.store;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A disk in memory that can lose power at any operation, fill up, and fail. After a power loss each
 * 512-byte sector that was not synced is old or new, and each directory change that was not synced
 * has happened or not, as a seed decides.
 */
final class FaultyDisk implements Disk {
  private static final int SECTOR = 512;

  private final Map<Path, Map<String, Node>> directories = new HashMap<>();
  private final Map<Path, Map<String, Node>> stableDirectories = new HashMap<>();
  private final List<Change> changes = new ArrayList<>();
  private final Set<Path> locks = new HashSet<>();
  private final AtomicReference<Runnable> beforeSync = new AtomicReference<>(() -> {});
  private long operationsLeft = Long.MAX_VALUE;
  private long room = Long.MAX_VALUE;
  private long size;
  private long operations;
  private int logSyncs;
  private boolean failSyncs;
  private boolean failOpening;
  private boolean dead;

  /** A directory change that is not durable yet. */
  private record Change(Path directory, String from, String to, Node node) {}

  private static final class Node {
    private byte[] now = {};
    private byte[] stable = {};
    private final Set<Integer> dirty = new HashSet<>();

    void write(ByteBuffer bytes, int at) {
      int end = at + bytes.remaining();
      if (end > now.length) {
        now = Arrays.copyOf(now, end);
      }
      for (int sector = at / SECTOR; sector * SECTOR < end; sector++) {
        dirty.add(sector);
      }
      bytes.get(now, at, bytes.remaining());
    }

    void sync() {
      for (int sector : dirty) {
        persist(sector);
      }
      dirty.clear();
    }

    /** What a kernel does after a write error: it forgets that there was something to write. */
    void forgetDirt() {
      dirty.clear();
    }

    void persist(int sector) {
      int from = sector * SECTOR;
      int to = Math.min(from + SECTOR, now.length);
      if (to > stable.length) {
        stable = Arrays.copyOf(stable, to);
      }
      System.arraycopy(now, from, stable, from, to - from);
    }

    void losePower(Random random) {
      int odds = random.nextInt(11);
      for (int sector : dirty.stream().sorted().toList()) {
        if (random.nextInt(10) < odds) {
          persist(sector);
        }
      }
      dirty.clear();
      now = stable.clone();
    }
  }

  // What tests do to it

  /** Loses power at this many operations from now. */
  synchronized FaultyDisk dieAfter(long count) {
    operationsLeft = count;
    return this;
  }

  synchronized void failLogSyncs() {
    failSyncs = true;
  }

  /** Whether segments can be opened for reading: not if there are too many open files. */
  synchronized void failOpening(boolean fail) {
    failOpening = fail;
  }

  /** So many bytes more, then files cannot grow. */
  synchronized void room(long bytes) {
    room = bytes;
  }

  /** So large is the file system said to be. */
  synchronized void size(long bytes) {
    size = bytes;
  }

  /** Runs before each sync of a segment, outside all locks. */
  void beforeSync(Runnable hook) {
    beforeSync.set(hook);
  }

  synchronized int logSyncs() {
    return logSyncs;
  }

  /** Writes, syncs and directory changes so far. */
  synchronized long operations() {
    return operations;
  }

  synchronized boolean dead() {
    return dead;
  }

  /** What is left after the machine lost power. */
  synchronized FaultyDisk powerLoss(Random random) {
    dead = true;
    for (Change change : changes) {
      if (random.nextBoolean()) {
        change(stableDirectories, change);
      }
    }
    changes.clear();
    FaultyDisk next = new FaultyDisk();
    stableDirectories.forEach(
        (path, files) -> {
          files.values().forEach(node -> node.losePower(random));
          next.directories.put(path, new TreeMap<>(files));
          next.stableDirectories.put(path, new TreeMap<>(files));
        });
    return next;
  }

  /** What is left after only the process died: all of it, though not all is durable. */
  synchronized FaultyDisk processDeath() {
    dead = true;
    FaultyDisk next = new FaultyDisk();
    directories.forEach((path, files) -> next.directories.put(path, new TreeMap<>(files)));
    stableDirectories.forEach(
        (path, files) -> next.stableDirectories.put(path, new TreeMap<>(files)));
    next.changes.addAll(changes);
    return next;
  }

  synchronized byte[] content(Path file) throws IOException {
    return node(file).now.clone();
  }

  synchronized void content(Path file, byte[] bytes) throws IOException {
    Node node = node(file);
    node.now = bytes.clone();
    node.stable = bytes.clone();
  }

  synchronized void remove(Path file) {
    directories.getOrDefault(parent(file), new TreeMap<>()).remove(name(file));
    stableDirectories.getOrDefault(parent(file), new TreeMap<>()).remove(name(file));
  }

  // What the store does with it

  private void operate() throws IOException {
    if (dead) {
      throw new IOException("the power is off");
    }
    operations++;
    if (--operationsLeft < 0) {
      dead = true;
      throw new IOException("power lost");
    }
  }

  private void grow(long bytes) throws IOException {
    if (bytes > room) {
      throw new IOException("No space left on device");
    }
    room -= bytes;
  }

  private static Path parent(Path file) {
    return Objects.requireNonNull(file.getParent());
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private Node node(Path file) throws IOException {
    Node node = directories.getOrDefault(parent(file), Map.of()).get(name(file));
    if (node == null) {
      throw new FileNotFoundException(file.toString());
    }
    return node;
  }

  @Override
  public synchronized void makeDirectory(Path directory) throws IOException {
    directories.computeIfAbsent(directory, path -> new TreeMap<>());
    stableDirectories.computeIfAbsent(directory, path -> new TreeMap<>());
  }

  @Override
  public synchronized List<String> list(Path directory) throws IOException {
    return List.copyOf(directories.getOrDefault(directory, Map.of()).keySet());
  }

  private synchronized Node createNode(Path file) throws IOException {
    operate();
    if (directories.getOrDefault(parent(file), Map.of()).containsKey(name(file))) {
      throw new FileAlreadyExistsException(file.toString());
    }
    Node node = new Node();
    changed(new Change(parent(file), "", name(file), node));
    return node;
  }

  private void changed(Change change) {
    change(directories, change);
    changes.add(change);
  }

  private static void change(Map<Path, Map<String, Node>> target, Change change) {
    Map<String, Node> files = target.computeIfAbsent(change.directory(), p -> new TreeMap<>());
    if (files.get(change.from()) == change.node()) {
      files.remove(change.from());
    }
    if (!change.to().isEmpty()) {
      files.values().removeIf(node -> node == change.node());
      files.put(change.to(), change.node());
    }
  }

  @Override
  public LogFile create(Path file) throws IOException {
    return new OpenFile(createNode(file), true);
  }

  @Override
  public synchronized LogFile open(Path file) throws IOException {
    operate();
    return new OpenFile(node(file), true);
  }

  @Override
  public BodyFile createBody(Path file) throws IOException {
    return new OpenFile(createNode(file), false);
  }

  @Override
  public synchronized ReadFile read(Path file) throws IOException {
    if (failOpening && name(file).endsWith(Layout.SEGMENT)) {
      throw new IOException("Too many open files");
    }
    return new Reading(node(file));
  }

  @Override
  public synchronized void rename(Path from, Path to) throws IOException {
    operate();
    changed(new Change(parent(from), name(from), name(to), node(from)));
  }

  @Override
  public synchronized void delete(Path file) throws IOException {
    operate();
    if (directories.getOrDefault(parent(file), Map.of()).containsKey(name(file))) {
      changed(new Change(parent(file), name(file), "", node(file)));
    }
  }

  @Override
  public synchronized void syncDirectory(Path directory) throws IOException {
    operate();
    for (Change change : List.copyOf(changes)) {
      if (change.directory().equals(directory)) {
        change(stableDirectories, change);
        changes.remove(change);
      }
    }
  }

  @Override
  public synchronized long room(Path directory) {
    return room;
  }

  @Override
  public synchronized long size(Path directory) {
    return size;
  }

  @Override
  public synchronized Closeable lock(Path file) throws IOException {
    if (!locks.add(file)) {
      throw new IOException(file + " is held by another store of this process");
    }
    return () -> unlock(file);
  }

  private synchronized void unlock(Path file) {
    locks.remove(file);
  }

  private final class OpenFile implements LogFile, BodyFile {
    private final Node node;
    private final boolean log;
    private int end;

    OpenFile(Node node, boolean log) {
      this.node = node;
      this.log = log;
    }

    @Override
    public void write(ByteBuffer bytes, long position) throws IOException {
      synchronized (FaultyDisk.this) {
        try {
          operate();
        } finally {
          if (operationsLeft == -1) {
            node.write(bytes.slice(bytes.position(), bytes.remaining() / 2), (int) position);
          }
        }
        grow(Math.max(0, position + bytes.remaining() - node.now.length));
        node.write(bytes, (int) position);
      }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      write(ByteBuffer.wrap(bytes, offset, length), end);
      end += length;
    }

    @Override
    public void sync() throws IOException {
      if (log) {
        beforeSync.get().run();
      }
      synchronized (FaultyDisk.this) {
        operate();
        logSyncs += log ? 1 : 0;
        if (failSyncs && log) {
          node.forgetDirt();
          throw new IOException("Input/output error");
        }
        node.sync();
      }
    }

    @Override
    public void close() {}
  }

  private final class Reading implements ReadFile {
    private final Node node;

    Reading(Node node) {
      this.node = node;
    }

    @Override
    public long size() {
      synchronized (FaultyDisk.this) {
        return node.now.length;
      }
    }

    @Override
    public int read(long position, byte[] target, int offset, int length) throws IOException {
      synchronized (FaultyDisk.this) {
        if (dead) {
          throw new IOException("the power is off");
        }
        int count = (int) Math.min(length, node.now.length - position);
        if (count <= 0) {
          return length == 0 ? 0 : -1;
        }
        System.arraycopy(node.now, (int) position, target, offset, count);
        return count;
      }
    }

    @Override
    public void close() {}
  }
}
