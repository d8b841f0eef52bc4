package org.quoin.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.quoin.api.Content;
import org.quoin.api.delivery.DeliveryKey;
import org.quoin.api.delivery.MailboxFormat;
import org.quoin.api.delivery.Outcome;

/** Puts messages straight into the new folder of a maildir. */
final class PlainMaildir implements MailboxFormat {
  @Override
  public Outcome store(Path mailbox, DeliveryKey key, Content content) {
    Path file = mailbox.resolve("new").resolve(key.text());
    try (InputStream in = content.open()) {
      Files.copy(in, file);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      return new Outcome.Delivered("");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
