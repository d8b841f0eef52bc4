package org.quoin.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The file {@code maildirsize} of Maildir++: the quota, then bytes and messages that were counted,
 * then those that came and went since.
 *
 * <pre>
 * 1000000S,1000C
 * 43210 17
 * 1734 1
 * -43 -1
 * </pre>
 *
 * @param quota unlimited if the first line is none
 * @param usage the sum of all other lines
 * @param entries how many those are
 * @param whole whether it can be relied on; if not, the maildir has to be counted
 * @param changed when it was last written
 */
record MaildirSize(Quota quota, Usage usage, int entries, boolean whole, Instant changed) {
  static final String NAME = "maildirsize";

  /** A longer file is counted anew, by the rules of Maildir++. */
  private static final int MAX_BYTES = 5120;

  private static final Pattern ENTRY = Pattern.compile("\\s*-?\\d{1,15}\\s+-?\\d{1,15}\\s*");

  /** Empty if there is no such file. */
  static Optional<MaildirSize> read(Path maildir) throws IOException {
    Path file = maildir.resolve(NAME);
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      String text = attributes.isRegularFile() ? text(file) : "";
      return Optional.of(parse(text, attributes.lastModifiedTime().toInstant()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** One byte more than is allowed, to know of it. */
  private static String text(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MAX_BYTES + 1), StandardCharsets.ISO_8859_1);
    }
  }

  static MaildirSize parse(String text, Instant changed) {
    List<String> lines = text.lines().toList();
    Quota quota =
        lines.isEmpty()
            ? Quota.UNLIMITED
            : Quota.parse(lines.getFirst().strip()).orElse(Quota.UNLIMITED);
    List<String> entries = lines.stream().skip(1).toList();
    boolean readable =
        text.length() <= MAX_BYTES
            && !entries.isEmpty()
            && entries.stream().allMatch(entry -> ENTRY.matcher(entry).matches());
    Usage usage = readable ? sum(entries) : Usage.NOTHING;
    boolean whole = readable && usage.bytes() >= 0 && usage.messages() >= 0;
    return new MaildirSize(quota, usage, entries.size(), whole, changed);
  }

  private static Usage sum(List<String> entries) {
    long bytes = 0;
    long messages = 0;
    for (String entry : entries) {
      String[] numbers = entry.strip().split("\\s+", -1);
      bytes += Long.parseLong(numbers[0]);
      messages += Long.parseLong(numbers[1]);
    }
    return new Usage(bytes, messages);
  }

  /** With this quota where the file names none. */
  MaildirSize withStandard(Quota standard) {
    return quota.isUnlimited() ? new MaildirSize(standard, usage, entries, false, changed) : this;
  }

  /** The file as it is after counting. */
  String text() {
    return quota.text() + "\n" + usage.bytes() + " " + usage.messages() + "\n";
  }
}
