package org.quoin.queue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files conf-qmq and conf-instances of SPAMCONTROL and s/qmail (X2, T5): {@code id:alias[:ip]},
 * as many as one likes with blanks between them, comments, and settings of the shell for what the
 * instances begin with.
 *
 * @param variables settings of the shell, by name
 */
record ConfQmq(List<Entry> entries, SequencedMap<String, String> variables) {
  static final ConfQmq EMPTY = new ConfQmq(List.of(), new LinkedHashMap<>());

  /**
   * An instance.
   *
   * @param ip by which its mail leaves; may be empty
   */
  record Entry(String id, String alias, String ip, NumberedLine line) {}

  private static final Pattern VARIABLE =
      Pattern.compile("(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)=(.*)");
  private static final Pattern VALUE =
      Pattern.compile("(?:\"([^\"]*)\"|'([^']*)'|`([^`]*)`|([^\\s\"'`#]*))\\s*(?:#.*)?");
  private static final Pattern ENTRY = Pattern.compile("([0-9]{1,18}):([^:]+)(?::([^\\s]+))?");

  ConfQmq {
    entries = List.copyOf(entries);
    variables = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(variables));
  }

  /**
   * Reads such a file.
   *
   * @param findings hears of each line that is not understood
   */
  static ConfQmq read(String name, String text, Findings findings) {
    List<Entry> entries = new ArrayList<>();
    SequencedMap<String, String> variables = new LinkedHashMap<>();
    for (NumberedLine line : NumberedLine.of(name, text)) {
      Matcher variable = VARIABLE.matcher(line.text().strip());
      if (variable.matches()) {
        value(variable.group(2))
            .ifPresentOrElse(
                value -> variables.put(variable.group(1), value),
                () -> findings.refuse(line.says("its value has no end, or more follows it")));
      } else {
        readEntries(line, entries, findings);
      }
    }
    return new ConfQmq(entries, variables);
  }

  private static Optional<String> value(String text) {
    Matcher value = VALUE.matcher(text.strip());
    if (!value.matches()) {
      return Optional.empty();
    }
    for (int i = 1; i < 4; i++) {
      if (value.group(i) != null) {
        return Optional.of(value.group(i));
      }
    }
    return Optional.of(value.group(4));
  }

  private static void readEntries(NumberedLine line, List<Entry> entries, Findings findings) {
    String uncommented = line.text().split("#", 2)[0].strip();
    if (uncommented.isEmpty()) {
      return;
    }
    for (String word : uncommented.split("\\s+", -1)) {
      Matcher entry = ENTRY.matcher(word);
      if (!entry.matches()) {
        findings.refuse(line.says("is no id:alias[:ip], without blanks in it, and no setting"));
        return;
      }
      String ip = entry.group(3) == null ? "" : entry.group(3);
      entries.add(new Entry(entry.group(1), entry.group(2), ip, line));
    }
  }

  /** Both files together; what the second one says about a variable counts. */
  ConfQmq with(ConfQmq other) {
    List<Entry> all = new ArrayList<>(entries);
    all.addAll(other.entries());
    SequencedMap<String, String> both = new LinkedHashMap<>(variables);
    both.putAll(other.variables());
    return new ConfQmq(all, both);
  }
}
