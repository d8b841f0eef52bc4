package org.quoin.mailbox;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * Moves a maildir's messages into an mbox as maildir2mbox(1) does (P8): writes a new mbox beside
 * the old one, puts it in its place, and only then removes the messages. A crash can double them,
 * not lose them.
 *
 * @param maildir MAILDIR
 * @param mail MAIL, the mbox
 * @param mailtmp MAILTMP, a name on the same disk that nobody else uses
 */
record Conversion(Named maildir, Named mail, Named mailtmp) {
  private static final int MAX_LINE_BYTES = 8192;
  private static final String RETURN_PATH = "Return-Path: <";

  /** What maildir2mbox writes for a sender that it does not know: three letters X. */
  private static final String UNKNOWN = "X".repeat(3);

  /**
   * Moves what came before this second.
   *
   * @param warnings told which messages are in the mbox and could not be removed
   * @return how many messages that were
   * @throws IOException in maildir2mbox's words; then no message has been removed
   */
  int run(MboxLocks locks, Instant now, Consumer<String> warnings) throws IOException {
    requireFolder();
    MaildirScan scan = new MaildirScan(maildir.path(), now);
    scan.clean();
    if (scan.messages().isEmpty()) {
      return 0;
    }
    try (LockedMbox mbox = lock(locks)) {
      List<MaildirScan.Found> messages = scan.messages(); // another run may have taken some
      if (!messages.isEmpty()) {
        replace(mbox, messages);
      }
      messages.forEach(message -> remove(message, warnings));
      return messages.size();
    }
  }

  private void requireFolder() throws IOException {
    String name = maildir.name();
    if (name.isEmpty() || !Files.exists(maildir.path())) {
      throw FileTrouble.unableTo("chdir to " + name, new NoSuchFileException(name));
    }
    if (!Files.isDirectory(maildir.path())) {
      throw FileTrouble.unableTo("chdir to " + name, new NotDirectoryException(name));
    }
  }

  private LockedMbox lock(MboxLocks locks) throws IOException {
    try {
      return locks.lock(mail.path());
    } catch (IOException e) {
      throw FileTrouble.unableTo("lock " + mail.name(), e);
    }
  }

  private void replace(LockedMbox mbox, List<MaildirScan.Found> messages) throws IOException {
    requireOther(mbox);
    try (NewMbox made = NewMbox.create(mailtmp)) {
      copy(mbox, made.out());
      for (MaildirScan.Found message : messages) {
        write(made.out(), message);
      }
      made.replace(mbox.path(), mail);
    }
  }

  private void requireOther(LockedMbox mbox) throws IOException {
    try {
      if (RealName.of(mailtmp.path()).equals(mbox.path())) {
        throw new IllegalArgumentException("MAILTMP is MAIL");
      }
    } catch (IOException e) {
      throw FileTrouble.unableTo("create " + mailtmp.name(), e);
    }
  }

  private void copy(LockedMbox old, OutputStream out) throws IOException {
    try {
      old.file().copyTo(out);
      out.write(old.missingEnd().getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw FileTrouble.unableTo("read " + mail.name(), e);
    }
  }

  private static void write(OutputStream out, MaildirScan.Found message) throws IOException {
    try (InputStream in =
        new BufferedInputStream(
            Files.newInputStream(message.file(), LinkOption.NOFOLLOW_LINKS), MAX_LINE_BYTES)) {
      write(out, in, message.time());
    } catch (IOException e) {
      throw FileTrouble.unableTo("read " + message.name(), e);
    }
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
    int end = line.lastIndexOf('>');
    return line.startsWith(RETURN_PATH) && end >= 0
        ? line.substring(RETURN_PATH.length(), end)
        : UNKNOWN;
  }

  private static void remove(MaildirScan.Found message, Consumer<String> warnings) {
    try {
      Files.deleteIfExists(message.file());
    } catch (IOException e) {
      warnings.accept(
          message.name() + " will be delivered twice; unable to unlink: " + ErrorText.of(e));
    }
  }
}
