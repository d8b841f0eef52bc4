package org.quoin.queue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.quoin.queue.Survey.Encoding;

/**
 * Several parts as one body (RFC 2046, 5.1). The boundary occurs in none of them, so no part can
 * end before its end, and each says truly how it is encoded.
 */
final class Multipart {
  private static final int MAX_NAMES = 10;

  private final List<Part> parts;
  private final List<Encoding> encodings;
  private final String boundary;

  private Multipart(List<Part> parts, List<Encoding> encodings, String boundary) {
    this.parts = parts;
    this.encodings = encodings;
    this.boundary = boundary;
  }

  /**
   * Reads all parts and puts them together.
   *
   * @param names boundaries that nobody can foresee; each begins with a character that occurs
   *     nowhere else in it
   * @throws IOException if a part cannot be read
   */
  static Multipart of(List<Part> parts, Supplier<String> names) throws IOException {
    for (int i = 0; i < MAX_NAMES; i++) {
      String name = names.get();
      Optional<List<Encoding>> encodings = survey(parts, name);
      if (encodings.isPresent()) {
        return new Multipart(parts, encodings.get(), name);
      }
    }
    throw new IOException("no boundary was found that does not occur in the message");
  }

  /** Empty if the name occurs in a part. */
  private static Optional<List<Encoding>> survey(List<Part> parts, String name) throws IOException {
    List<Encoding> encodings = new ArrayList<>();
    for (Part part : parts) {
      Survey survey = new Survey(name);
      part.body().writeTo(survey);
      if (survey.hasBoundary()) {
        return Optional.empty();
      }
      encodings.add(survey.encoding());
    }
    return Optional.of(encodings);
  }

  /**
   * Its header fields and the empty line behind them.
   *
   * @param type its Content-Type without a boundary
   */
  String header(String type) {
    Encoding widest = encodings.stream().max(Comparator.naturalOrder()).orElseThrow();
    return header(type + ";\n\tboundary=\"" + boundary + "\"", widest);
  }

  private static String header(String type, Encoding encoding) {
    return "Content-Type: " + type + "\nContent-Transfer-Encoding: " + encoding + "\n\n";
  }

  void writeTo(OutputStream out) throws IOException {
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      String line = (i == 0 ? "--" : "\n--") + boundary + "\n";
      write(line + header(part.type(), encodings.get(i)), out);
      part.body().writeTo(out);
    }
    write("\n--" + boundary + "--\n", out);
  }

  private static void write(String text, OutputStream out) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
