package org.quoin.queue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.quoin.queue.Import.Known;

/**
 * Takes over what a stopped classic queue holds. A message whose files do not fit together is left
 * out and named; the queue stays as it is, but for the notes of what was taken.
 */
final class Takeover {

  /**
   * What was found.
   *
   * @param taken messages that are ours now, or would be
   * @param known that were ours before
   * @param done for which nothing is left to do
   * @param unfinished that nobody ever was told to be accepted
   */
  record Summary(int taken, int known, int done, int unfinished, List<LeftOut> leftOut) {}

  private final ClassicFolder folder;
  private final ClassicReader reader;
  private final Import to;
  private final List<LeftOut> leftOut = new ArrayList<>();
  private int taken;
  private int known;
  private int done;

  Takeover(Path root, Import to) throws IOException {
    SendLock.requireFree(root);
    this.folder = new ClassicFolder(root);
    this.reader = new ClassicReader(folder);
    this.to = to;
  }

  /** What {@link #run} would do. */
  Summary look() throws IOException {
    Set<String> noted = ImportNotes.read(folder.root());
    return each(mail -> noted.contains(mail.key()), (mail, recipients) -> {});
  }

  /**
   * @throws IOException if the store takes no more, or the notes cannot be written; to be repeated
   */
  Summary run() throws IOException {
    try (ImportNotes notes = new ImportNotes(folder.root())) {
      return each(
          notes::has,
          (mail, recipients) -> {
            to.take(mail, recipients);
            notes.add(mail);
          });
    }
  }

  /** What is done to a message that can be taken. */
  private interface Deed {
    void to(ClassicMail mail, List<Known> recipients) throws IOException;
  }

  private Summary each(Predicate<ClassicMail> isKnown, Deed deed) throws IOException {
    for (String number : reader.oldestFirst()) {
      Optional<ClassicMail> mail = read(number);
      if (mail.filter(isKnown).isPresent()) {
        known++;
      } else if (mail.isPresent() && !mail.get().isLive()) {
        done++;
      } else if (mail.isPresent()) {
        take(number, mail.get(), deed);
      }
    }
    leftOut.addAll(folder.strays());
    return new Summary(taken, known, done, folder.unfinished(), List.copyOf(leftOut));
  }

  private Optional<ClassicMail> read(String number) {
    try {
      return Optional.of(reader.read(number));
    } catch (IOException e) {
      leaveOut(number, e);
      return Optional.empty();
    }
  }

  private void take(String number, ClassicMail mail, Deed deed) throws IOException {
    List<Known> recipients;
    try {
      recipients = to.recipients(mail);
    } catch (IOException e) {
      leaveOut(number, e);
      return;
    }
    try {
      deed.to(mail, recipients);
      taken++;
    } catch (IllegalArgumentException e) { // larger than the store takes at once
      leaveOut(number, e);
    }
  }

  private void leaveOut(String number, Exception e) {
    leftOut.add(new LeftOut("message " + number, String.valueOf(e.getMessage())));
  }
}
