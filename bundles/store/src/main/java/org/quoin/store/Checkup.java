package org.quoin.store;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Looks at a store that nobody has open and says what is wrong with it; changes nothing, not even a
 * lock. What it says of the log is what the next opening would say.
 *
 * <p>Also a program, {@code java org.quoin.store.Checkup FOLDER...}: findings go to standard
 * output; it exits 0 if all is sound, 1 if not, 2 if one of the folders could not be read at all.
 */
public final class Checkup {
  private final Folder folder;
  private final Consumer<String> out;
  private final List<String> findings = new ArrayList<>();

  Checkup(Disk disk, Path folder, Consumer<String> out) {
    this.folder = new Folder(disk, new Layout(folder));
    this.out = out;
  }

  public static void main(String[] arguments) {
    System.exit(exit(List.of(arguments), System.out, System.err));
  }

  static int exit(List<String> folders, PrintStream out, PrintStream err) {
    int worst = folders.isEmpty() ? 2 : 0;
    for (String folder : folders) {
      if (folders.size() > 1) {
        out.println(folder + ":");
      }
      worst = Math.max(worst, exit(Path.of(folder), out, err));
    }
    return worst;
  }

  private static int exit(Path folder, PrintStream out, PrintStream err) {
    if (!Files.isDirectory(folder.resolve("journal"))) {
      err.println("there is no store in " + folder);
      return 2;
    }
    try {
      return new Checkup(new LocalDisk(), folder, out::println).isSound() ? 0 : 1;
    } catch (IOException e) {
      err.println(e.getMessage());
      return 2;
    }
  }

  /**
   * Reads everything and tells what there is and what is wrong.
   *
   * @throws IOException if it is no store, or of a version that knows more
   */
  boolean isSound() throws IOException {
    Bodies bodies = new Bodies(folder, Settings.defaults(folder.layout().folder()), new Counters());
    Index index = new Index(bodies);
    Alarm alarm = alarm();
    Reading log = new Reading(folder, index, alarm);
    log.run();
    new BodyFiles(folder, index, alarm).check(true);
    index.suspect(log.damages());
    index.settle();
    Attachments attachments = new Attachments(folder, index, alarm);
    long read = new Inspection(attachments, index, folder).run(this::found);
    out.accept(
        "%d segments, %d messages read: %s, %d things found"
            .formatted(log.segments().size(), read, index.counts(), findings.size()));
    return findings.isEmpty();
  }

  private void found(String finding) {
    findings.add(finding);
    out.accept(finding);
  }

  private Alarm alarm() {
    return new Alarm() {
      // As after any kill -9; nothing that was promised is concerned.
      @Override
      public void warning(String text) {
        out.accept(text);
      }

      @Override
      public void alert(String text) {
        found(text);
      }
    };
  }
}
