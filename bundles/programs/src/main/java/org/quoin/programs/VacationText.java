package org.quoin.programs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a user answers while he is away: his file {@code .vacation.msg}, which may begin with header
 * lines and an empty line, as it does for other programs of this name.
 *
 * @param fields header lines, each with its end; {@code $SUBJECT} still stands there
 */
record VacationText(String fields, boolean hasFrom, boolean hasSubject, String body) {
  private static final String FILE = ".vacation.msg";
  private static final int MOST_BYTES = 100_000;

  /** Fields that are not his to say. */
  private static final Set<String> OURS =
      Set.of(
          "mbox-line",
          "return-path",
          "delivered-to",
          "received",
          "date",
          "to",
          "cc",
          "bcc",
          "message-id",
          "in-reply-to",
          "references",
          "auto-submitted",
          "precedence");

  /**
   * @throws IOException if there is none that can be used
   */
  static VacationText read(Path home) throws IOException {
    Path file = home.resolve(FILE);
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IOException(FILE + " is no file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new IOException(FILE + " has more than " + MOST_BYTES + " bytes");
      }
      return of(new String(bytes, StandardCharsets.ISO_8859_1).replace("\r\n", "\n"));
    } catch (IOException e) {
      throw new IOException("unable to read " + FILE + ": " + ErrorWords.of(e), e);
    }
  }

  /** Without an empty line behind it, what looks like a header is how his letter begins. */
  static VacationText of(String text) {
    Header header = Header.of(text);
    String top = text.substring(0, header.body());
    boolean meant =
        top.endsWith("\n\n")
            && header.fields().stream().anyMatch(field -> !field.name().equals("mbox-line"));
    return meant ? of(header, text) : new VacationText("", false, false, text);
  }

  private static VacationText of(Header header, String text) {
    String fields =
        header.fields().stream()
            .filter(field -> !OURS.contains(field.name()))
            .map(Header.Field::text)
            .collect(Collectors.joining());
    return new VacationText(
        fields, header.has("from"), header.has("subject"), text.substring(header.body()));
  }
}
