package org.quoin.mailbox;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.quoin.api.Content;
import org.quoin.api.StoredBody;
import org.quoin.codec.MailDate;

/**
 * The mail that tells a user that his maildir is nearly full, as Courier and vpopmail put it there:
 * once a day, remembered by the time of the file {@code quotawarn}.
 *
 * @param text file with header and text; Date and Message-Id go on top
 * @param percent from which on it is put there
 */
record QuotaWarning(Path text, int percent) {
  private static final Duration DAY = Duration.ofDays(1);
  private static final int MAX_BYTES = 64 * 1024;

  /** Puts it into a maildir, unless that was done within a day; its bytes, or 0 if it was. */
  long put(Path maildir, MaildirName name, Instant now, MessageWriter writer) throws IOException {
    Path mark = maildir.resolve("quotawarn");
    if (!isDue(mark, now)) {
      return 0;
    }
    String top = "Date: " + MailDate.header(now) + "\nMessage-Id: <" + name.text() + ">\n";
    Content content = new Content(top, new Text(read()));
    touch(mark, now);
    MaildirFolder folder = new MaildirFolder(maildir);
    Path file = folder.temporary(name, "quotawarn");
    try {
      writer.write(file, content);
      folder.publish(file, name.sized(content.size()));
      return content.size();
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static boolean isDue(Path mark, Instant now) throws IOException {
    try {
      return !Files.getLastModifiedTime(mark).toInstant().isAfter(now.minus(DAY));
    } catch (NoSuchFileException e) {
      return true;
    }
  }

  private static void touch(Path mark, Instant now) throws IOException {
    try {
      Files.createFile(mark, SyncedFile.PRIVATE);
    } catch (FileAlreadyExistsException e) {
      // Its time is all that counts.
    }
    Files.setLastModifiedTime(RegularFile.require(mark), FileTime.from(now));
  }

  private byte[] read() throws IOException {
    try (InputStream in = Files.newInputStream(text)) {
      return in.readNBytes(MAX_BYTES);
    }
  }

  /** A text in memory. */
  private static final class Text implements StoredBody {
    private final byte[] bytes;

    Text(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public long id() {
      return 0;
    }

    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(bytes);
    }
  }
}
