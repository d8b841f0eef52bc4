package org.quoin.store;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/**
 * The machine's own file system.
 *
 * <p>A {@link FileChannel} is closed for everybody when one of its threads is interrupted, so only
 * the log's own threads use one; bodies are written and everything is read by streams, which do not
 * know interrupts.
 */
final class LocalDisk implements Disk {

  @Override
  public void makeDirectory(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    Path parent = directory.toAbsolutePath().getParent();
    if (parent != null) {
      makeDirectory(parent);
    }
    Files.createDirectory(directory, ours(directory));
    if (parent != null) {
      syncDirectory(parent);
    }
  }

  private static FileAttribute<?>[] ours(Path path) {
    boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }

  @Override
  public List<String> list(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    } catch (UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public LogFile create(Path file) throws IOException {
    return new ChannelFile(FileChannel.open(file, WRITE, CREATE_NEW));
  }

  @Override
  public LogFile open(Path file) throws IOException {
    return new ChannelFile(FileChannel.open(file, WRITE));
  }

  @Override
  public BodyFile createBody(Path file) throws IOException {
    if (Files.exists(file)) {
      throw new FileAlreadyExistsException(file.toString());
    }
    return new StreamFile(new FileOutputStream(file.toFile()));
  }

  @Override
  public ReadFile read(Path file) throws IOException {
    return new SeekFile(new RandomAccessFile(file.toFile(), "r"));
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  /** Each try has a channel of its own, so an interrupt in the middle spoils only that try. */
  @Override
  public void syncDirectory(Path directory) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      boolean done = false;
      while (!done) {
        done = trySyncDirectory(directory);
        interrupted |= !done && Thread.interrupted();
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static boolean trySyncDirectory(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, READ)) {
      channel.force(true);
      return true;
    } catch (ClosedByInterruptException e) {
      return false;
    }
  }

  @Override
  public long room(Path directory) throws IOException {
    return Files.getFileStore(directory).getUsableSpace();
  }

  @Override
  public long size(Path directory) throws IOException {
    return Files.getFileStore(directory).getTotalSpace();
  }

  @Override
  public Closeable lock(Path file) throws IOException {
    return FolderLock.take(file);
  }

  private record ChannelFile(FileChannel channel) implements LogFile {
    @Override
    public void write(ByteBuffer bytes, long position) throws IOException {
      long at = position;
      while (bytes.hasRemaining()) {
        at += channel.write(bytes, at);
      }
    }

    /** The file was filled with zeros before, so fdatasync has no metadata to write. */
    @Override
    public void sync() throws IOException {
      channel.force(false);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  private record StreamFile(FileOutputStream stream) implements BodyFile {
    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      stream.write(bytes, offset, length);
    }

    @Override
    public void sync() throws IOException {
      stream.getFD().sync();
    }

    @Override
    public void close() throws IOException {
      stream.close();
    }
  }

  private record SeekFile(RandomAccessFile file) implements ReadFile {
    /** The JDK allocates and copies as much as is asked for at once. */
    private static final int PIECE = 64 << 10;

    @Override
    public long size() throws IOException {
      return file.length();
    }

    @Override
    public int read(long position, byte[] target, int offset, int length) throws IOException {
      file.seek(position);
      return file.read(target, offset, Math.min(length, PIECE));
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
