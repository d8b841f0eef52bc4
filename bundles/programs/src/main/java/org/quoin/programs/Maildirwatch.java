package org.quoin.programs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.quoin.api.program.LocalDelivery;
import org.quoin.codec.BytePath;

/**
 * {@code maildirwatch [--once]}: prints twice a minute what is new in the maildir that MAILDIR
 * names, on a screen that it clears (P8, maildirwatch(1)). It removes nothing.
 */
final class Maildirwatch implements Program {
  private static final int PERIOD_SECONDS = 30;
  private static final String CLEAR = "\033[;H\033[;J";

  private record Mail(Path file, FileTime time) {}

  @Override
  public String name() {
    return "maildirwatch";
  }

  @Override
  public int work(LocalDelivery delivery, List<String> arguments)
      throws IOException, InterruptedException, Fatal {
    boolean once = arguments.equals(List.of("--once"));
    if (!once && !arguments.isEmpty()) {
      throw Fatal.usage("maildirwatch [ --once ]");
    }
    String name = delivery.variable("MAILDIR").orElseThrow(() -> Fatal.later("MAILDIR not set"));
    Path maildir = delivery.folder().resolve(BytePath.of(name));
    CountDownLatch end = new CountDownLatch(once ? 0 : 1); // else it ends when it is killed
    do {
      show(delivery, maildir);
    } while (!end.await(PERIOD_SECONDS, TimeUnit.SECONDS));
    return DONE;
  }

  private static void show(LocalDelivery delivery, Path maildir) throws IOException {
    StringBuilder screen = new StringBuilder(CLEAR);
    for (Mail mail : mails(maildir.resolve("new"))) {
      try {
        screen.append(MailSummary.of(mail.file()).screen());
      } catch (IOException e) {
        // somebody has moved it meanwhile
      }
    }
    delivery.say(screen.toString());
  }

  /** The oldest first. */
  private static List<Mail> mails(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .filter(Files::isRegularFile)
          .map(Maildirwatch::mail)
          .sorted(Comparator.comparing(Mail::time).thenComparing(Mail::file))
          .toList();
    } catch (IOException e) {
      throw new IOException("unable to scan " + folder + ": " + ErrorWords.of(e), e);
    }
  }

  private static Mail mail(Path file) {
    try {
      return new Mail(file, Files.getLastModifiedTime(file));
    } catch (IOException e) {
      return new Mail(file, FileTime.fromMillis(0));
    }
  }
}
