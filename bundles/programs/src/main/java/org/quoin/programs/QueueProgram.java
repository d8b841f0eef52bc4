package org.quoin.programs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.quoin.api.Address;
import org.quoin.api.Content;
import org.quoin.api.Reply;
import org.quoin.api.Sender;
import org.quoin.api.intake.Receipt;
import org.quoin.codec.QueueExit;
import org.quoin.codec.ShellWords;

/**
 * Hands mail to qmail-queue(8): the message on descriptor 0, the envelope on 1, its own words on 6.
 * It is the program that the variable QMAILQUEUE names, else that of this distribution.
 */
record QueueProgram(Place place) {
  private static final String VARIABLE = "QMAILQUEUE";
  private static final int CANNOT_EXECUTE = 126;
  private static final int NOT_FOUND = 127;

  Receipt run(Sender sender, List<Address> recipients, Content message) throws IOException {
    Path envelope = Files.createTempFile("envelope-", ".tmp");
    Path words = Files.createTempFile("words-", ".tmp");
    try {
      Files.writeString(envelope, text(sender, recipients), StandardCharsets.ISO_8859_1);
      return run(script(envelope, words), words, message);
    } finally {
      Files.delete(envelope);
      Files.delete(words);
    }
  }

  private Receipt run(String script, Path words, Content message) throws IOException {
    try (Child child = new Child(place.shell(script).start())) {
      int code = child.read(message);
      if (code == CANNOT_EXECUTE || code == NOT_FOUND) {
        code = 120;
      }
      Optional<QueueExit> refused =
          QueueExit.of(code, Files.readString(words, StandardCharsets.ISO_8859_1));
      return refused.isPresent()
          ? new Receipt.Refused(reply(refused.get()))
          : new Receipt.Queued(List.of("qmail-queue"), child.process().pid());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Receipt.Refused(Reply.temporary("qq crashed (#4.3.0)"));
    }
  }

  private String script(Path envelope, Path words) {
    String program = place.environment().getOrDefault(VARIABLE, "qmail-queue");
    return "exec %s 1<%s 6>%s"
        .formatted(
            ShellWords.of(program),
            ShellWords.of(envelope.toString()),
            ShellWords.of(words.toString()));
  }

  private static Reply reply(QueueExit exit) {
    return exit.permanent() ? Reply.permanent(exit.text()) : Reply.temporary(exit.text());
  }

  private static String text(Sender sender, List<Address> recipients) {
    StringBuilder text = new StringBuilder("F").append(sender.text()).append('\0');
    recipients.forEach(each -> text.append('T').append(each.text()).append('\0'));
    return text.append('\0').toString();
  }
}
