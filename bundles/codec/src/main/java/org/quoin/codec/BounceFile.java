package org.quoin.codec;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The file {@code bounce/N} of qmail's queue (Q6, Q16): one paragraph per recipient that failed,
 * ready for the notice. In a paragraph no line is empty, so an empty line is its end.
 *
 * <pre>
 * &lt;joe@example.org&gt;:
 * Sorry, no mailbox here by that name.
 *
 * </pre>
 */
public record BounceFile(List<Paragraph> paragraphs) {

  /**
   * What is said about one recipient.
   *
   * @param address as it is shown: without a virtual domain's prefix, with {@code _} for line ends
   * @param report complete lines; may be empty
   */
  public record Paragraph(String address, String report) {}

  public BounceFile {
    paragraphs = List.copyOf(paragraphs);
  }

  /**
   * Reads the file's bytes, as characters. A last paragraph that is not complete is taken as it is.
   *
   * @throws IOException with the fault as a predicate, if a paragraph does not name a recipient
   */
  public static BounceFile read(String file) throws IOException {
    List<Paragraph> paragraphs = new ArrayList<>();
    int start = 0;
    while (start < file.length()) {
      int lineEnd = file.indexOf('\n', start);
      int last = lineEnd - 2;
      if (last <= start || file.charAt(start) != '<' || !file.startsWith(">:", last)) {
        throw new IOException("has a paragraph that names no recipient");
      }
      int gap = file.indexOf("\n\n", lineEnd);
      int end = gap < 0 ? file.length() : gap + 1;
      String report = file.substring(lineEnd + 1, Math.max(end, lineEnd + 1));
      paragraphs.add(new Paragraph(file.substring(start + 1, last), report));
      start = gap < 0 ? file.length() : gap + 2;
    }
    return new BounceFile(paragraphs);
  }
}
