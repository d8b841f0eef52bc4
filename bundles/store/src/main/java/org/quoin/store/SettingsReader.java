package org.quoin.store;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads the configuration of a store strictly: what is wrong or unknown is refused. */
final class SettingsReader {
  private static final String NAME = "name";
  private static final Set<String> KEYS =
      Set.of("folder", "segment.bytes", "inline.bytes", "heap.bytes", "min.free", "max.messages");

  /** What Config Admin, FileInstall and DS add by themselves. */
  private static final Pattern NOT_OURS =
      Pattern.compile("(service|component|felix\\.fileinstall|org\\.osgi)\\..*|[.:].*");

  private static final Pattern NAMES = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");
  private static final int NOTE_MILLIS = 1000;
  private static final int SMALLEST_SEGMENT = 1 << 20;
  private static final int LARGEST_SEGMENT = 64 << 20;
  private static final long WAITING_BYTES = 16L << 20;

  private final Path base;
  private final Map<String, ?> configuration;

  /**
   * @param base that folders are relative to
   */
  SettingsReader(Path base, Map<String, ?> configuration) {
    this.base = base;
    this.configuration = configuration;
  }

  /**
   * The default store.
   *
   * @throws IllegalArgumentException with one line that names key, value and what is allowed
   */
  Named first() {
    refuseUnknownKeys(KEYS);
    return new Named(Named.DEFAULT, settings(text("folder").orElse("queue")));
  }

  /**
   * Any other store, which must have a name and a folder of its own.
   *
   * @throws IllegalArgumentException with one line that names key, value and what is allowed
   */
  Named further() {
    Set<String> keys = new TreeSet<>(KEYS);
    keys.add(NAME);
    refuseUnknownKeys(keys);
    String name = text(NAME).orElse("");
    if (!NAMES.matcher(name).matches()) {
      throw Settings.refusal(NAME, shortened(name), "1 to 64 of a-z, 0-9 and -, no - first");
    }
    if (name.equals(Named.DEFAULT)) {
      throw Settings.refusal(NAME, name, "another one: the store of org.quoin.store.cfg has it");
    }
    String folder =
        text("folder").orElseThrow(() -> Settings.refusal("folder", "", "a folder of its own"));
    return new Named(name, settings(folder));
  }

  private void refuseUnknownKeys(Set<String> keys) {
    for (String key : configuration.keySet()) {
      if (!keys.contains(key) && !NOT_OURS.matcher(key).matches()) {
        throw new IllegalArgumentException(
            "\""
                + shortened(key)
                + "\" is no setting of this store; there are "
                + String.join(", ", new TreeSet<>(keys)));
      }
    }
  }

  private Settings settings(String folder) {
    Settings usual = Settings.defaults(folder(folder));
    return new Settings(
        usual.folder(),
        segmentBytes(usual),
        (int) number("inline.bytes", Integer.MAX_VALUE).orElse(usual.inlineBytes()),
        number("heap.bytes", Long.MAX_VALUE).orElse(usual.heapBytes()),
        WAITING_BYTES,
        number("min.free", Long.MAX_VALUE),
        NOTE_MILLIS,
        (int) number("max.messages", Integer.MAX_VALUE).orElse(usual.maxMessages()));
  }

  private Path folder(String text) {
    try {
      return base.resolve(text).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw Settings.refusal("folder", shortened(text), "the path of a folder");
    }
  }

  /** Smaller ones are for tests; larger ones make recovery and cleaning take the heap. */
  private int segmentBytes(Settings usual) {
    String key = "segment.bytes";
    long bytes = number(key, Integer.MAX_VALUE).orElse(usual.segmentBytes());
    if (bytes < SMALLEST_SEGMENT || bytes > LARGEST_SEGMENT) {
      String allowed = "from " + SMALLEST_SEGMENT + " to " + LARGEST_SEGMENT;
      throw Settings.refusal(key, Long.toString(bytes), allowed);
    }
    return (int) bytes;
  }

  private OptionalLong number(String key, long max) {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    boolean good = NUMBER.matcher(text.get()).matches();
    long number = good ? Long.parseLong(text.get()) : -1;
    if (number < 0 || number > max) {
      throw Settings.refusal(key, shortened(text.get()), "a number from 0 to " + max);
    }
    return OptionalLong.of(number);
  }

  /** Without surrounding blanks; a setting that is there but blank counts as not set. */
  private Optional<String> text(String key) {
    Object value = configuration.get(key);
    return Optional.ofNullable(value)
        .map(known -> known.toString().strip())
        .filter(text -> !text.isEmpty());
  }

  private static String shortened(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return line.length() <= 80 ? line : line.substring(0, 80) + "...";
  }
}
