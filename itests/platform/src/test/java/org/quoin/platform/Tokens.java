package org.quoin.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tokens in recorded texts, for what changes from run to run. */
final class Tokens {
  private static final Pattern TOKEN =
      Pattern.compile("<(QP|PID|EPOCH|UID|GID|DATE|CTIME|MSGID|BYTES)>");
  private static final Map<String, String> FORMS =
      Map.of(
          "DATE", "\\d{1,2} [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d [-+]\\d{4}",
          "CTIME", "[A-Z][a-z]{2} [A-Z][a-z]{2} \\d\\d \\d\\d:\\d\\d:\\d\\d \\d{4}",
          "MSGID", "\\d{14}\\.\\d+");

  private Tokens() {}

  static void assertMatch(String recorded, String actual, String about) {
    if (!Pattern.matches(form(recorded), actual)) {
      assertEquals(recorded, actual, about);
    }
  }

  private static String form(String recorded) {
    StringBuilder form = new StringBuilder("(?s)");
    Matcher token = TOKEN.matcher(recorded);
    int start = 0;
    while (token.find()) {
      form.append(Pattern.quote(recorded.substring(start, token.start())));
      form.append(FORMS.getOrDefault(token.group(1), "\\d+"));
      start = token.end();
    }
    return form.append(Pattern.quote(recorded.substring(start))).toString();
  }
}
