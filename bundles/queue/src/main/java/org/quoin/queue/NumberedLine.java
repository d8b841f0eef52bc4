package org.quoin.queue;

import java.util.ArrayList;
import java.util.List;
import org.quoin.codec.ControlSyntax;

/**
 * A line of a file that is imported, with its place for people.
 *
 * @param place such as {@code conf-qmq line 3}
 */
record NumberedLine(String place, String text) {

  /** The lines of a file; blank ones and comments are left out. Text is bytes as characters. */
  static List<NumberedLine> of(String name, String text) {
    List<NumberedLine> lines = new ArrayList<>();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      String place = name + " line " + number;
      String whole = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
      ControlSyntax.list(whole).forEach(entry -> lines.add(new NumberedLine(place, entry)));
    }
    return lines;
  }

  /** Something about this line. */
  String says(String remark) {
    return place + ", \"" + shortened() + "\": " + remark;
  }

  private String shortened() {
    String shown = withoutSecrets(text);
    return shown.length() <= 100 ? shown : shown.substring(0, 100) + "...";
  }

  /** Routes may have a user and a password for the relay behind a bar: nobody needs to see them. */
  private static String withoutSecrets(String line) {
    int bar = line.indexOf('|');
    return bar < 0 ? line : line.substring(0, bar) + "|...";
  }
}
