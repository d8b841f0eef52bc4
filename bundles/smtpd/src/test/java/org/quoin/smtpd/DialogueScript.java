package org.quoin.smtpd;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A conversation written down, to be held with any server over any two streams:
 *
 * <pre>
 * # a remark
 * given NAME VALUE     what must be set up before, in file order; whoever runs the script does it
 * C: text              the client sends this line and CRLF
 * C> text              the client sends this as it is
 * S: text              the server says this line
 * S: &lt;closed>          the server has closed
 * </pre>
 *
 * In C lines {@code \r \n \0 \\ \xHH} are bytes and <code>{text*COUNT}</code> repeats. In S lines
 * {@code <N>} stands for any number and {@code <ANY>} for any text.
 *
 * @param given the preconditions, word by word: name and rest
 */
record DialogueScript(String name, List<Given> given, List<Line> lines) {
  record Given(String name, String value) {}

  sealed interface Line {
    /** As in the file, for messages. */
    String source();
  }

  /** Text of one character per byte. */
  record Send(String source, String text) implements Line {}

  record Expect(String source, Pattern pattern) implements Line {}

  record ExpectClosed(String source) implements Line {}

  static DialogueScript read(Path file) throws IOException {
    List<Given> given = new ArrayList<>();
    List<Line> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
      if (line.startsWith("given ")) {
        String[] words = line.split(" ", 3);
        given.add(new Given(words[1], unescape(words.length > 2 ? words[2] : "")));
      } else if (!line.isBlank() && !line.startsWith("#")) {
        lines.add(line(line));
      }
    }
    return new DialogueScript(String.valueOf(file.getFileName()), given, lines);
  }

  private static Line line(String line) {
    String kind = line.substring(0, Math.min(3, line.length())).strip();
    String text = line.substring(Math.min(3, line.length()));
    return switch (kind) {
      case "C:" -> new Send(line, unescape(text) + "\r\n");
      case "C>" -> new Send(line, unescape(text));
      case "S:" ->
          text.equals("<closed>") ? new ExpectClosed(line) : new Expect(line, pattern(text));
      default -> throw new IllegalArgumentException("not a line of a dialogue: " + line);
    };
  }

  private static Pattern pattern(String text) {
    String quoted = Pattern.quote(text);
    return Pattern.compile(quoted.replace("<N>", "\\E[0-9]+\\Q").replace("<ANY>", "\\E.*\\Q"));
  }

  private static String unescape(String text) {
    String repeated =
        Pattern.compile("\\{([^{}]*)\\*(\\d+)}")
            .matcher(text)
            .replaceAll(
                m -> Matcher.quoteReplacement(m.group(1).repeat(Integer.parseInt(m.group(2)))));
    return Pattern.compile("\\\\(r|n|0|\\\\|x([0-9A-Fa-f]{2}))")
        .matcher(repeated)
        .replaceAll(m -> Matcher.quoteReplacement(escaped(m.group(1))));
  }

  private static String escaped(String code) {
    return switch (code.charAt(0)) {
      case 'r' -> "\r";
      case 'n' -> "\n";
      case '0' -> "\0";
      case 'x' -> String.valueOf((char) Integer.parseInt(code.substring(1), 16));
      default -> code;
    };
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * Holds the conversation.
   *
   * @throws AssertionError if the server says anything else
   */
  void hold(InputStream server, OutputStream client) throws IOException {
    InputStream in = new BufferedInputStream(server);
    for (Line line : lines) {
      switch (line) {
        case Send send -> {
          client.write(bytes(send.text()));
          client.flush();
        }
        case Expect expect -> expect(expect, readLine(in));
        case ExpectClosed closed -> expectClosed(closed, in.read());
      }
    }
  }

  private void expect(Expect expect, String said) {
    if (!expect.pattern().matcher(said).matches()) {
      throw new AssertionError(
          name + ": expected " + expect.source() + "\n but server said " + said);
    }
  }

  private void expectClosed(ExpectClosed expect, int said) {
    if (said >= 0) {
      throw new AssertionError(name + ": expected " + expect.source() + " but there is more");
    }
  }

  /** A line without its CRLF; what there is of it if the server closes. */
  private static String readLine(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      line.write(c);
    }
    String text = line.toString(StandardCharsets.ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text + "<no CRLF>";
  }
}
