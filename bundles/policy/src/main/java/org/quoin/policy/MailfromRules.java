package org.quoin.policy;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.quoin.api.table.ControlFiles;
import org.quoin.api.table.Tables;
import org.quoin.codec.AsciiCase;

/**
 * The senders that clients may use (C9): {@code control/mailfromrules.cdb} as qmail-mfrules makes
 * it, else the text {@code control/mailfromrules}, without ranges of addresses:
 *
 * <pre>
 * joe&amp;joe@here.example,@joe.example
 * 192.0.2.&amp;@here.example,-boss@here.example
 * 10.&amp;
 * </pre>
 *
 * <p>A key that the client has lets senders pass that end so; one with a hyphen refuses them before
 * that; a key alone lets all pass. If none of his keys does, the sender is refused.
 */
final class MailfromRules {
  private static final String TABLE = "mailfromrules.cdb";

  private final Tables tables;
  private final ListFile<Map<String, List<String>>> text;

  MailfromRules(ControlFiles files, Tables tables) {
    this.tables = tables;
    this.text = new ListFile<>(files, "mailfromrules", MailfromRules::parsed);
  }

  /**
   * @throws IllegalArgumentException if a line has no key
   */
  private static Map<String, List<String>> parsed(List<String> lines) {
    Map<String, List<String>> rules = new HashMap<>();
    for (String line : lines) {
      int end = line.indexOf('&');
      if (end < 1) {
        throw new IllegalArgumentException("control/mailfromrules has an unclear line: " + line);
      }
      String senders = AsciiCase.lower(line.substring(end + 1));
      rules.putIfAbsent(AsciiCase.lower(line.substring(0, end)), endings(senders, ","));
    }
    return rules;
  }

  private static List<String> endings(String senders, String separator) {
    return List.of(senders.split(Pattern.quote(separator), -1)).stream()
        .map(String::strip)
        .filter(ending -> !ending.isEmpty())
        .toList();
  }

  /**
   * Whether this client may use this sender; empty if there are no rules at all.
   *
   * @param sender in small letters
   */
  Optional<Boolean> admit(SenderIdentity client, String sender) throws IOException {
    boolean compiled = tables.isThere(TABLE);
    Optional<Map<String, List<String>>> rules = compiled ? Optional.empty() : text.now();
    if (!compiled && rules.isEmpty()) {
      return Optional.empty();
    }
    for (String key : client.keys()) {
      Optional<List<String>> endings =
          compiled
              ? tables.table(TABLE).find(List.of(key)).map(value -> endings(value, "+"))
              : rules.map(all -> all.get(key));
      Optional<Boolean> answer = endings.flatMap(each -> answer(each, sender));
      if (answer.isPresent()) {
        return answer;
      }
    }
    return Optional.of(false);
  }

  /** Empty if a key does not speak of this sender. */
  private static Optional<Boolean> answer(List<String> endings, String sender) {
    if (endings.isEmpty()) {
      return Optional.of(true);
    }
    if (endings.stream().anyMatch(each -> isDenied(each, sender))) {
      return Optional.of(false);
    }
    return endings.stream().anyMatch(sender::endsWith) ? Optional.of(true) : Optional.empty();
  }

  private static boolean isDenied(String ending, String sender) {
    return ending.startsWith("-") && sender.endsWith(ending.substring(1));
  }
}
