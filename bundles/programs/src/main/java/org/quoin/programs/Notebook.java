package org.quoin.programs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a program remembers from delivery to delivery: {@link #MOST} notes in a file of the home,
 * the newest first, older ones are forgotten. The file is replaced as a whole and is on the disk
 * before anything is said of it. Lines that are no notes are passed over and are gone with the next
 * note; a file of nothing else is somebody's mailbox perhaps, and is left alone.
 */
final class Notebook {
  static final int MOST = 1000;

  private final OneAtATime turns = new OneAtATime();

  /**
   * Notes this, unless there is a note of the same key that still holds.
   *
   * @param holds asked about the note that is there
   * @return the note that holds; empty if this one was made
   * @throws IOException if the file cannot be read or written; nothing is noted
   */
  Optional<Note> note(Path file, Note note, Predicate<Note> holds)
      throws IOException, InterruptedException {
    return turns.in(
        file,
        () -> {
          List<Note> notes = notes(file);
          Optional<Note> before =
              notes.stream().filter(each -> each.key().equals(note.key())).findFirst();
          if (before.filter(holds).isPresent()) {
            return before;
          }
          write(file, Stream.concat(Stream.of(note), others(notes, note)));
          return Optional.empty();
        });
  }

  /** Takes back a note, for what it says did not happen. */
  void forget(Path file, Note note) throws IOException, InterruptedException {
    turns.in(
        file,
        () -> {
          write(file, others(notes(file), note));
          return note;
        });
  }

  private static Stream<Note> others(List<Note> notes, Note note) {
    return notes.stream().filter(each -> !each.key().equals(note.key()));
  }

  private static List<Note> notes(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return List.of(); // absent, or something that must not be waited for
    }
    String text = text(file);
    List<Note> notes = text.lines().flatMap(line -> Note.of(line).stream()).limit(MOST).toList();
    if (notes.isEmpty() && !text.isEmpty()) {
      throw new IOException(file + " has no notes: it is another file");
    }
    return notes;
  }

  private static String text(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = in.readNBytes(MOST * Note.MOST_BYTES);
      return new String(bytes, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new IOException("unable to read " + file + ": " + ErrorWords.of(e), e);
    }
  }

  private static void write(Path file, Stream<Note> notes) throws IOException {
    List<String> lines = new ArrayList<>(notes.limit(MOST).map(Note::line).toList());
    try {
      DurableFile.replace(file, String.join("", lines));
    } catch (IOException e) {
      throw new IOException("unable to write " + file + ": " + ErrorWords.of(e), e);
    }
  }
}
