package org.quoin.smtpd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.quoin.api.Parameters;
import org.quoin.codec.AsciiCase;
import org.quoin.codec.Xtext;

/**
 * What stays with a mail of the parameters that a peer gives (RFC 3461, 4; RFC 6531, 3.4), always
 * in the same order and in capitals where case does not matter. All others are passed over, and
 * those of RFC 3461 too if DSN is not offered, as in qmail.
 */
final class Wishes {
  private static final int ENVID_LENGTH = 100;
  private static final int ORCPT_LENGTH = 500;
  private static final Set<String> EVENTS = Set.of("success", "failure", "delay");

  /** An address type, and the address: an atom that is no blank or {@code =}; RFC 3461, 4.2. */
  private static final Pattern ORCPT = Pattern.compile("([!#-'*+/-9?A-Z^-~-]+);(.+)");

  private final Path path;
  private final List<String> kept = new ArrayList<>();
  private boolean malformed;

  private Wishes(Path path) {
    this.path = path;
  }

  /** Empty if one is malformed or there twice. */
  static Optional<Parameters> ofMail(Path path, Settings settings) {
    Wishes wishes = new Wishes(path);
    if (settings.has(Extension.DSN)) {
      wishes.take("RET", Wishes::ret);
      wishes.take("ENVID", Wishes::envid);
    }
    if (settings.has(Extension.SMTPUTF8) && path.has("SMTPUTF8")) {
      wishes.kept.add("SMTPUTF8");
    }
    return wishes.parameters();
  }

  /**
   * Empty if one is malformed or there twice.
   *
   * @param utf8 whether the mail is marked SMTPUTF8
   */
  static Optional<Parameters> ofRecipient(Path path, boolean utf8, Settings settings) {
    Wishes wishes = new Wishes(path);
    if (settings.has(Extension.DSN)) {
      wishes.take("NOTIFY", Wishes::events);
      wishes.take("ORCPT", value -> orcpt(value, utf8));
    }
    return wishes.parameters();
  }

  private Optional<Parameters> parameters() {
    return malformed ? Optional.empty() : Optional.of(Parameters.of(String.join(" ", kept)));
  }

  /**
   * @param form the value in the form in which it is kept; empty if it is malformed
   */
  private void take(String keyword, Function<String, Optional<String>> form) {
    List<String> words = path.all(keyword);
    if (words.isEmpty()) {
      return;
    }
    String[] parts = words.getFirst().split("=", 2);
    Optional<String> value = parts.length < 2 ? Optional.empty() : form.apply(parts[1]);
    malformed |= words.size() > 1 || value.isEmpty();
    value.ifPresent(text -> kept.add(keyword + "=" + text));
  }

  private static Optional<String> ret(String value) {
    String word = AsciiCase.lower(value);
    return word.equals("full") || word.equals("hdrs") ? Optional.of(capitals(word)) : no();
  }

  private static Optional<String> envid(String value) {
    return value.length() <= ENVID_LENGTH && isText(value) ? Optional.of(value) : no();
  }

  /** NEVER alone, or some of the others, each once. */
  private static Optional<String> events(String value) {
    String list = AsciiCase.lower(value);
    List<String> words = Arrays.asList(list.split(",", -1));
    boolean distinct = new HashSet<>(words).size() == words.size();
    return list.equals("never") || (EVENTS.containsAll(words) && distinct)
        ? Optional.of(capitals(list))
        : no();
  }

  private static Optional<String> orcpt(String value, boolean utf8) {
    var parts = ORCPT.matcher(value);
    if (value.length() > ORCPT_LENGTH || !parts.matches()) {
      return no();
    }
    String address = parts.group(2);
    boolean raw = utf8 && AsciiCase.lower(parts.group(1)).equals("utf-8") && Utf8.isValid(address);
    return isText(raw ? inAscii(address) : address) ? Optional.of(value) : no();
  }

  /** RFC 6533, 3: in a mail marked SMTPUTF8 an address of this type may be as it is. */
  private static String inAscii(String address) {
    return address.replaceAll("[\u0080-\u00ff]", "x");
  }

  /** Xtext of printable characters and blanks: nothing that could end a line of a bounce. */
  private static boolean isText(String xtext) {
    return Xtext.decode(xtext)
        .filter(text -> !text.isEmpty() && text.chars().allMatch(c -> c >= ' ' && c <= '~'))
        .isPresent();
  }

  private static String capitals(String word) {
    return word.toUpperCase(Locale.ROOT);
  }

  private static Optional<String> no() {
    return Optional.empty();
  }
}
