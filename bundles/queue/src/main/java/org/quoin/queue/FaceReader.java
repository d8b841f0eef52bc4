package org.quoin.queue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.quoin.api.delivery.Caller;

/** Reads as what an instance shows itself. No name is looked up, no file is touched. */
final class FaceReader {
  private static final int MAX_PATH = 1024;
  private static final int MAX_NAME = 255;
  private static final Pattern LABEL =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?");

  /** An address and perhaps the interface that it is on, as Linux names interfaces. */
  private static final Pattern SOURCE = Pattern.compile("([0-9A-Fa-f:.]+)(%[A-Za-z0-9_.-]{1,15})?");

  private static final Pattern FOUR =
      Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");

  /** RFC 5321 4.1.3. */
  private static final Pattern LITERAL = Pattern.compile("\\[(?:IPv6:)?([0-9A-Fa-f:.]+)]");

  private FaceReader() {}

  static Settings.Face read(SettingsReader in) {
    return new Settings.Face(control(in), new Caller(source(in), helo(in)));
  }

  private static Optional<String> control(SettingsReader in) {
    Optional<String> folder = in.text("control");
    folder.ifPresent(
        path -> {
          if (path.length() > MAX_PATH || path.chars().anyMatch(c -> c < ' ' || c == 127)) {
            throw SettingsReader.refusal("control", path, "the path of a folder");
          }
        });
    return folder;
  }

  private static Optional<String> source(SettingsReader in) {
    Optional<String> source = in.text("source");
    source.ifPresent(
        text -> {
          Matcher matcher = SOURCE.matcher(text);
          if (!matcher.matches() || !isOwn(matcher.group(1))) {
            throw SettingsReader.refusal(
                "source", text, "an address of this machine, such as 192.0.2.1 or fe80::1%eth0");
          }
        });
    return source;
  }

  private static Optional<String> helo(SettingsReader in) {
    Optional<String> helo = in.text("helo");
    helo.ifPresent(
        text -> {
          Matcher literal = LITERAL.matcher(text);
          if (!(literal.matches() ? isOwn(literal.group(1)) : isDomain(text))) {
            throw SettingsReader.refusal(
                "helo", text, "a host name, such as mx.example.org, or [192.0.2.1]");
          }
        });
    return helo;
  }

  private static boolean isDomain(String text) {
    if (text.length() > MAX_NAME) {
      return false;
    }
    for (String label : text.split("\\.", -1)) {
      if (!LABEL.matcher(label).matches()) {
        return false;
      }
    }
    return true;
  }

  /** Whether one machine can have this address: it is neither "any" nor that of a group. */
  private static boolean isOwn(String address) {
    if (!FOUR.matcher(address).matches() && address.indexOf(':') < 0) {
      return false;
    }
    try { // with its digits and colons checked, nobody is asked for it as if it were a name
      InetAddress parsed = InetAddress.getByName(address);
      return !parsed.isAnyLocalAddress()
          && !parsed.isMulticastAddress()
          && !parsed.getHostAddress().equals("255.255.255.255");
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
