package org.quoin.mailbox;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * An mbox in the making, MAILTMP, that takes the place of another one when it is whole and synced.
 * It is gone when this is closed.
 */
final class NewMbox implements AutoCloseable {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final Named place;
  private final FileChannel file;
  private final OutputStream out;
  private boolean moved;

  private NewMbox(Named place, FileChannel file) {
    this.place = place;
    this.file = file;
    this.out = new BufferedOutputStream(new Output(file, place), BUFFER_BYTES);
  }

  /** Makes it anew; a link in its place is not followed. */
  static NewMbox create(Named place) throws IOException {
    try {
      if (Files.isDirectory(place.path(), LinkOption.NOFOLLOW_LINKS)) {
        throw new FileSystemException(place.name(), null, "is a directory");
      }
      Files.deleteIfExists(place.path());
      Set<StandardOpenOption> mode =
          Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      return new NewMbox(place, FileChannel.open(place.path(), mode, SyncedFile.PRIVATE));
    } catch (IOException e) {
      throw FileTrouble.unableTo("create " + place.name(), e);
    }
  }

  /** Throws {@link FileTrouble} only. */
  OutputStream out() {
    return out;
  }

  /** Returns when the mbox is replaced, and that is durable. */
  void replace(Path mbox, Named named) throws IOException {
    out.flush();
    try {
      file.force(true);
      file.close();
    } catch (IOException e) {
      throw FileTrouble.unableTo("write to " + place.name(), e);
    }
    try {
      Files.move(place.path(), mbox, StandardCopyOption.ATOMIC_MOVE);
      moved = true;
      MaildirFolder.syncEntries(mbox.resolveSibling(""));
    } catch (IOException e) {
      throw FileTrouble.unableTo("move " + place.name() + " to " + named.name(), e);
    }
  }

  @Override
  public void close() throws IOException {
    try (file) {
      if (!moved) { // else the name may be somebody else's by now
        Files.deleteIfExists(place.path());
      }
    }
  }

  /** Says of each write that goes wrong what it was. */
  private static final class Output extends FilterOutputStream {
    private final Named place;

    Output(FileChannel file, Named place) {
      super(Channels.newOutputStream(file));
      this.place = place;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
      try {
        out.write(bytes, offset, count);
      } catch (IOException e) {
        throw FileTrouble.unableTo("write to " + place.name(), e);
      }
    }
  }
}
