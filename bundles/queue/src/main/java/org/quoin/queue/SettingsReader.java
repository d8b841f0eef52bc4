package org.quoin.queue;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.quoin.api.queue.MailQueue;
import org.quoin.codec.DomainPatterns;

/** Reads {@link Settings} strictly: what is wrong or unknown is refused, nothing is guessed. */
final class SettingsReader {
  /** More attempts at a time than this are refused. */
  static final int MAX_CONCURRENCY = 10_000;

  /** About thirty years. */
  static final long MAX_LIFETIME_SECONDS = 1_000_000_000;

  /** A terabyte: more than any message has. */
  static final long MAX_BOUNCE_BYTES = 1_000_000_000_000L;

  private static final Set<String> KEYS =
      Set.of(
          "id",
          "alias",
          "bounce.format",
          "bounce.max.bytes",
          "bounce.queue",
          "domains",
          "concurrency.destination",
          "concurrency.local",
          "concurrency.remote",
          "control",
          "filters",
          "helo",
          "lifetime",
          "limit.bounces",
          "limit.bytes",
          "limit.messages",
          "limit.rate",
          "source",
          "redirect",
          "schedule",
          "schedule.local",
          "schedule.remote",
          "state",
          "routers",
          "store");

  /** What Config Admin, FileInstall and DS add by themselves. */
  private static final Pattern NOT_OURS =
      Pattern.compile("(service|component|felix\\.fileinstall|org\\.osgi)\\..*|[.:].*");

  private static final Pattern ID = Pattern.compile("[0-9]{1,18}");
  private static final Pattern ALIAS = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
  private static final Pattern PLUGIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");
  private static final int MAX_NAMES = 20;

  private final Map<String, ?> configuration;

  SettingsReader(Map<String, ?> configuration) {
    this.configuration = configuration;
  }

  Settings read() {
    refuseUnknownKeys();
    Settings.Name name = name();
    Settings.Bounds bounds =
        new Settings.Bounds(
            concurrency("concurrency.local", "holds the channel"),
            concurrency("concurrency.remote", "holds the channel"),
            concurrency("concurrency.destination", "is no limit but the channel's"),
            number("lifetime", MAX_LIFETIME_SECONDS, "a number of seconds"),
            schedules());
    Settings.Plugins plugins = new Settings.Plugins(routers(), store());
    return new Settings(name, bounds, DoorReader.read(this), plugins, bounces());
  }

  /** All settings that there are, in the order of their names. */
  static List<String> keys() {
    return KEYS.stream().sorted().toList();
  }

  /** Whether this key is ours. */
  static boolean isSetting(String key) {
    return KEYS.contains(key);
  }

  private void refuseUnknownKeys() {
    for (String key : configuration.keySet()) {
      if (!KEYS.contains(key) && !NOT_OURS.matcher(key).matches()) {
        throw new IllegalArgumentException(
            "\""
                + shortened(key)
                + "\" is no setting of a queue; there are "
                + String.join(", ", keys()));
      }
    }
  }

  private Settings.Name name() {
    String id = text("id").orElseThrow(() -> refusal("id", "", "decimal digits, such as 01"));
    require("id", id, ID, "decimal digits, such as 01");
    if (Settings.number(id).equals("0") && !id.equals(MailQueue.MAIN)) {
      throw refusal("id", id, "00 for the main queue, or another number");
    }
    String alias = text("alias").orElse(id.equals(MailQueue.MAIN) ? "main" : id);
    require("alias", alias, ALIAS, "1 to 64 letters, digits, dots, _ or -");
    return new Settings.Name(id, alias, domains(), FaceReader.read(this));
  }

  private DomainPatterns domains() {
    String domains = text("domains").orElse("");
    try {
      return DomainPatterns.parse(domains);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("\"domains\": " + e.getMessage(), e);
    }
  }

  /**
   * @param zero what 0 does
   */
  private OptionalInt concurrency(String key, String zero) {
    OptionalLong number = number(key, MAX_CONCURRENCY, "a number (0 " + zero + ")");
    return number.isPresent()
        ? OptionalInt.of(Math.toIntExact(number.getAsLong()))
        : OptionalInt.empty();
  }

  private OptionalLong number(String key, long max, String what) {
    return number(key, 0, max, what);
  }

  OptionalLong number(String key, long min, long max, String what) {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    String allowed = what + " from " + min + " to " + max;
    require(key, text.get(), DIGITS, allowed);
    long number = Long.parseLong(text.get());
    if (number < min || number > max) {
      throw refusal(key, text.get(), allowed);
    }
    return OptionalLong.of(number);
  }

  /** What is set for one channel goes before what is set for both. */
  private Schedules schedules() {
    Optional<Delays> both = delays("schedule");
    return new Schedules(
        delays("schedule.local").or(() -> both), delays("schedule.remote").or(() -> both));
  }

  private Optional<Delays> delays(String key) {
    return text(key)
        .map(text -> Delays.parse(text).orElseThrow(() -> refusal(key, text, Delays.SYNTAX)));
  }

  private Settings.Bounces bounces() {
    Optional<String> queue = text("bounce.queue");
    queue.ifPresent(id -> require("bounce.queue", id, ID, "the id of a queue, such as 90"));
    String allowed = "a number of bytes (0 is no limit)";
    return new Settings.Bounces(
        format(), number("bounce.max.bytes", MAX_BOUNCE_BYTES, allowed), queue);
  }

  private Settings.Format format() {
    String text = text("bounce.format").orElse("qsbmf");
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "qsbmf" -> Settings.Format.QSBMF;
      case "rfc3464" -> Settings.Format.RFC3464;
      default -> throw refusal("bounce.format", text, "qsbmf or rfc3464");
    };
  }

  private List<String> routers() {
    return names("routers", text("routers").orElse("qmail"));
  }

  /** The id of another instance than this one. */
  Optional<String> redirect() {
    Optional<String> other = text("redirect");
    String own = text("id").orElse("");
    other.ifPresent(id -> require("redirect", id, ID, "the id of a queue, such as 99"));
    if (other.map(Settings::number).filter(Settings.number(own)::equals).isPresent()) {
      throw refusal("redirect", own, "the id of another queue");
    }
    return other;
  }

  /** Names of plugins with commas between them. */
  List<String> names(String key, String list) {
    List<String> names = new ArrayList<>();
    for (String entry : list.split(",", -1)) {
      String name = entry.strip();
      require(key, name, PLUGIN, "names of " + key + " with commas between them");
      names.add(name);
    }
    if (names.size() > MAX_NAMES) {
      throw refusal(key, names.size() + " names", "at most " + MAX_NAMES + " names");
    }
    return List.copyOf(names);
  }

  private String store() {
    String store = text("store").orElse("journal");
    require("store", store, PLUGIN, "the name of a store, such as journal");
    return store;
  }

  /** A setting without surrounding blanks; one that is there but blank counts as not set. */
  Optional<String> text(String key) {
    Object value = configuration.get(key);
    return value == null
        ? Optional.empty()
        : Optional.of(joined(value).strip()).filter(text -> !text.isEmpty());
  }

  /** Typed configurations have lists where plain ones have commas. */
  static String joined(Object value) {
    if (value instanceof Collection<?> many) {
      return String.join(",", many.stream().map(String::valueOf).toList());
    }
    if (!value.getClass().isArray()) {
      return value.toString();
    }
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < Array.getLength(value); i++) {
      parts.add(String.valueOf(Array.get(value, i)));
    }
    return String.join(",", parts);
  }

  static void require(String key, String value, Pattern allowed, String words) {
    if (!allowed.matcher(value).matches()) {
      throw refusal(key, value, words);
    }
  }

  static IllegalArgumentException refusal(String key, String value, String allowed) {
    return new IllegalArgumentException(
        "\"" + key + "\" is \"" + shortened(value) + "\", but must be " + allowed);
  }

  private static String shortened(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return line.length() <= 80 ? line : line.substring(0, 80) + "...";
  }
}
