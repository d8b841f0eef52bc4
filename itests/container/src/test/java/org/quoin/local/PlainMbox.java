package org.quoin.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.quoin.api.Content;
import org.quoin.api.delivery.Cause;
import org.quoin.api.delivery.DeliveryKey;
import org.quoin.api.delivery.MailboxFormat;
import org.quoin.api.delivery.Outcome;

/**
 * Just enough of an mbox for cases about what comes before it: no lock, no sync.
 *
 * @param home that names in its texts are relative to
 */
record PlainMbox(Path home) implements MailboxFormat {
  private static final String TOP = "Return-Path: <";

  @Override
  public Outcome store(Path mailbox, DeliveryKey key, Content content) {
    try (InputStream in = content.open()) {
      boolean isNew = !Files.exists(mailbox);
      String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      Files.writeString(
          mailbox,
          entry(text),
          StandardCharsets.ISO_8859_1,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      if (isNew) {
        Files.setPosixFilePermissions(mailbox, PosixFilePermissions.fromString("rw-------"));
      }
      return new Outcome.Delivered("");
    } catch (NoSuchFileException e) {
      String name = "./" + home.relativize(mailbox);
      return later("Unable to open " + name + ": file does not exist. (#4.2.1)");
    } catch (IOException e) {
      return later(e.toString());
    }
  }

  private static String entry(String text) {
    String sender = text.substring(TOP.length(), text.indexOf(">\n"));
    StringBuilder entry = new StringBuilder("From " + sender + " <CTIME>\n");
    entry.append(text.replaceAll("(?m)^(>*From )", ">$1"));
    if (!text.endsWith("\n")) {
      entry.append('\n');
    }
    return entry.append('\n').toString();
  }

  private static Outcome later(String text) {
    return new Outcome.Later(Cause.LOCAL_TROUBLE, text);
  }
}
