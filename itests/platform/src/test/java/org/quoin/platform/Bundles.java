package org.quoin.platform;

import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.quoin.kit.Platform;

/** The bundles of a running platform, by the commands that Gogo brings. */
record Bundles(Platform platform) {
  private static final int TRIES = 10;

  /** The bundle's id. */
  long id(String name) throws IOException {
    return Long.parseLong(line(name).get(0));
  }

  boolean isActive(String name) throws IOException {
    List<String> line = line(name);
    return !line.isEmpty() && line.get(1).equals("Active");
  }

  void stop(long id) throws IOException {
    platform.mustSay("felix:stop", "" + id);
  }

  void start(long id) throws IOException {
    platform.mustSay("felix:start", "" + id);
  }

  void update(long id) throws IOException {
    platform.mustSay("felix:update", "" + id);
  }

  /** Id and state, as {@code felix:lb -s} prints them; empty if there is no such bundle. */
  private List<String> line(String name) throws IOException {
    Pattern pattern =
        Pattern.compile("(?m)^\\s*(\\d+)\\|(\\w+)\\s*\\|[^|]*\\|" + Pattern.quote(name) + "\\b.*$");
    Matcher matcher = pattern.matcher(list());
    return matcher.find() ? List.of(matcher.group(1), matcher.group(2)) : List.of();
  }

  /** Felix's list fails if a bundle goes while it is being made; then it is asked for again. */
  private String list() throws IOException {
    for (int i = 0; i < TRIES; i++) {
      try {
        return platform.mustSay("felix:lb", "-s");
      } catch (IOException e) {
        if (!String.valueOf(e.getMessage()).contains("Bundle is uninstalled")) {
          throw e;
        }
      }
    }
    return platform.mustSay("felix:lb", "-s");
  }
}
