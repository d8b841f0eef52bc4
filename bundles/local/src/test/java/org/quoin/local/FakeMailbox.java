package org.quoin.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.quoin.api.Content;
import org.quoin.api.delivery.DeliveryKey;
import org.quoin.api.delivery.MailboxFormat;
import org.quoin.api.delivery.Outcome;

/** Remembers what was stored and answers as told. */
final class FakeMailbox implements MailboxFormat {
  record Stored(Path mailbox, DeliveryKey key, String text) {}

  final List<Stored> stored = new ArrayList<>();
  Outcome answer = new Outcome.Delivered("");

  @Override
  public Outcome store(Path mailbox, DeliveryKey key, Content content) {
    try {
      byte[] bytes = content.open().readAllBytes();
      stored.add(new Stored(mailbox, key, new String(bytes, StandardCharsets.ISO_8859_1)));
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
