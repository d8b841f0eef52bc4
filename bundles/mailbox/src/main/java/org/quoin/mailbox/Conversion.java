package org.quoin.mailbox;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Moves a maildir's messages into an mbox as maildir2mbox(1) does (P8): writes a new mbox beside
 * the old one, puts it in its place, and only then removes the messages. A crash can double them,
 * not lose them.
 *
 * @param maildir MAILDIR
 * @param mail MAIL, the mbox
 * @param mailtmp MAILTMP, a name on the same disk that nobody else uses
 */
record Conversion(Path maildir, Path mail, Path mailtmp) {
  private static final int MAX_LINE_BYTES = 8192;
  private static final String RETURN_PATH = "Return-Path: <";

  /** What maildir2mbox writes for a sender that it does not know: three letters X. */
  private static final String UNKNOWN = "X".repeat(3);

  /**
   * @param names MAILDIR, MAIL and MAILTMP, absolute or relative to the folder
   * @throws IllegalArgumentException if one is missing, in maildir2mbox's words
   */
  static Conversion of(Map<String, String> names, Path folder) {
    return new Conversion(
        path(names, "MAILDIR", folder),
        path(names, "MAIL", folder),
        path(names, "MAILTMP", folder));
  }

  private static Path path(Map<String, String> names, String name, Path folder) {
    String value = names.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name + " not set");
    }
    return folder.resolve(value);
  }

  /** Moves what came before this second; how many messages that were. */
  int run(MboxLocks locks, Instant now) throws IOException {
    if (!Files.isDirectory(maildir)) {
      throw new IOException("unable to chdir to " + maildir + ": file does not exist");
    }
    MaildirScan scan = new MaildirScan(maildir, now);
    scan.clean();
    if (scan.messages().isEmpty()) {
      return 0;
    }
    try (LockedMbox mbox = locks.lock(mail)) {
      List<MaildirScan.Found> messages = scan.messages(); // another run may have taken some
      if (!messages.isEmpty()) {
        replace(mbox, messages);
      }
      for (MaildirScan.Found message : messages) {
        Files.deleteIfExists(message.file());
      }
      return messages.size();
    }
  }

  private void replace(LockedMbox mbox, List<MaildirScan.Found> messages) throws IOException {
    if (RealName.of(mailtmp).equals(mbox.path())) {
      throw new IllegalArgumentException("MAILTMP is MAIL");
    }
    Files.deleteIfExists(mailtmp);
    Files.createFile(mailtmp, SyncedFile.PRIVATE);
    try {
      write(mbox, messages);
      Files.move(mailtmp, mbox.path(), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(mailtmp);
    }
    MaildirFolder.syncEntries(mbox.path().resolveSibling(""));
  }

  private void write(LockedMbox old, List<MaildirScan.Found> messages) throws IOException {
    try (FileOutputStream file = new FileOutputStream(mailtmp.toFile());
        OutputStream out = new BufferedOutputStream(file)) {
      old.file().copyTo(out);
      out.write(old.missingEnd().getBytes(StandardCharsets.US_ASCII));
      for (MaildirScan.Found message : messages) {
        try (InputStream in = open(message.file())) {
          write(out, in, message.time());
        }
      }
      out.flush();
      file.getFD().sync();
    }
  }

  private static InputStream open(Path message) throws IOException {
    return new BufferedInputStream(Files.newInputStream(message, LinkOption.NOFOLLOW_LINKS));
  }

  private static void write(OutputStream out, InputStream in, Instant time) throws IOException {
    in.mark(MAX_LINE_BYTES);
    String top = new String(in.readNBytes(MAX_LINE_BYTES), StandardCharsets.ISO_8859_1);
    in.reset();
    out.write(new FromLine(sender(top), time).text().getBytes(StandardCharsets.ISO_8859_1));
    FromQuoting quoting = new FromQuoting(out);
    byte[] buffer = new byte[MAX_LINE_BYTES];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      quoting.write(buffer, n);
    }
    quoting.end();
    out.write('\n');
  }

  /** What the first line says, quotes and all. */
  private static String sender(String top) {
    String line = top.lines().findFirst().orElse("");
    int end = line.indexOf('>');
    return line.startsWith(RETURN_PATH) && end >= 0
        ? line.substring(RETURN_PATH.length(), end)
        : UNKNOWN;
  }
}
