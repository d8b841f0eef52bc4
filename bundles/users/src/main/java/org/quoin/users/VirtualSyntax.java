package org.quoin.users;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.quoin.codec.ControlSyntax;
import org.quoin.codec.LogText;

/**
 * The text of {@code users/virtual}, in the syntax of control files (A7):
 *
 * <pre>
 * prefix:home
 * example.org:/srv/vmail/example.org/%
 * </pre>
 *
 * {@code control/virtualdomains} puts the prefix and a dash before a local part; the home has a
 * {@code %} where the name of the account goes. The first of two lines with one prefix counts.
 */
final class VirtualSyntax {
  private VirtualSyntax() {}

  /**
   * The places by prefix.
   *
   * @throws IOException naming the first bad line; also if the text looks unfinished
   */
  static Map<String, VirtualPlace> parse(String text) throws IOException {
    if (!text.endsWith("\n")) {
      throw new IOException("users/virtual: its last line has no end, is it being written?");
    }
    Map<String, VirtualPlace> places = new HashMap<>();
    for (String line : ControlSyntax.list(text)) {
      int colon = line.indexOf(':');
      try {
        if (colon <= 0 || line.indexOf('\0') >= 0) {
          throw new IOException("it is not of the form prefix:home");
        }
        VirtualPlace place =
            VirtualPlace.of(line.substring(0, colon), line.substring(colon + 1).strip());
        places.putIfAbsent(place.prefix(), place);
      } catch (IOException e) {
        throw new IOException("users/virtual: " + shown(line) + ": " + e.getMessage(), e);
      }
    }
    return places;
  }

  private static String shown(String line) {
    return LogText.address(line.length() <= 80 ? line : line.substring(0, 80));
  }
}
