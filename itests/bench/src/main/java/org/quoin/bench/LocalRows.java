package org.quoin.bench;

import java.util.List;
import java.util.stream.Stream;

/** The kinds of local delivery that are measured. */
final class LocalRows {
  /** Not measured; its account is beside the others, so that none has a longer Maildir. */
  static final LocalRow WARM_UP = new LocalRow("warm-up", "warm", 1, "", "");

  /** Not measured; where forwards go. */
  private static final LocalRow END = new LocalRow("end of forwards", "end", 1, "", "");

  /** Each has accounts of its own. Without a file {@code .forward} its program does nothing. */
  static final List<LocalRow> COMPARED =
      List.of(
          new LocalRow("into 1 Maildir", "one", 1, "", ""),
          new LocalRow("into 100 Maildirs", "hundred", 100, "", ""),
          new LocalRow("into 10,000 Maildirs", "many", 10_000, "", ""),
          new LocalRow("by .qmail: `./Maildir/`", "dot", 1, "./Maildir/\n", ""),
          new LocalRow("by a forward", "forwarded", 1, "&end@localhost\n", "end@localhost"),
          new LocalRow(
              "`\\|/bin/true`, forked, and a Maildir",
              "forked",
              1,
              "|/bin/true\n./Maildir/\n",
              "\"|/bin/true\", %s/Maildir/"),
          new LocalRow(
              "`\\|dot-forward`, in process, and a Maildir",
              "inside",
              1,
              "|dot-forward .forward\n./Maildir/\n",
              "\"|/bin/true\", %s/Maildir/"),
          new LocalRow(
              "`\\|forward`, in process",
              "within",
              1,
              "|forward end@localhost\n",
              "end@localhost"));

  /** The words behind the command need a shell, so the program is a process of its own. */
  static final LocalRow EXECUTABLE =
      new LocalRow(
          "`\\|forward`, as an executable",
          "outside",
          1,
          "|forward end@localhost || exit 111\n",
          "end@localhost");

  private LocalRows() {}

  static List<LocalRow> all() {
    return Stream.concat(Stream.of(WARM_UP, END, EXECUTABLE), COMPARED.stream()).toList();
  }
}
