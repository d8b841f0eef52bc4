package org.quoin.queue;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.quoin.api.queue.MailQueue;

/**
 * Makes and removes configurations of instances in two places that must agree: Config Admin, where
 * they work at once, and {@code etc/org.quoin.queue-<id>.cfg}, from where they come at the next
 * start. The property with the file's name ties them together, so that the folder's watcher takes
 * the file for the configuration that is there already.
 */
final class Configurations {
  private static final String FILE_PROPERTY = "felix.fileinstall.filename";

  private final ConfigurationAdmin admin;
  private final Path etc;

  Configurations(ConfigurationAdmin admin, Path etc) {
    this.admin = admin;
    this.etc = etc;
  }

  /**
   * Makes an instance; returns when its file is durable.
   *
   * @param settings checked already
   */
  void create(String id, Map<String, String> settings) throws IOException {
    Path file = etc.resolve(fileName(id));
    requireFree(id);
    Configuration configuration = admin.getFactoryConfiguration(MailQueue.PID, id, "?");
    update(configuration, settings, file);
    boolean written = false;
    try {
      write(file, settings);
      written = true;
    } finally {
      if (!written) {
        configuration.delete();
      }
    }
  }

  /**
   * @throws IllegalStateException if something has this id or its file, even if it is refused
   */
  void requireFree(String id) throws IOException {
    if (find(id).isPresent()) {
      throw new IllegalStateException("queue " + id + " exists already");
    }
    Path file = etc.resolve(fileName(id));
    if (Files.exists(file)) {
      throw new IllegalStateException(file + " exists already");
    }
  }

  /**
   * Changes some settings of an instance; an empty value takes one away.
   *
   * @param check is asked before anything is changed, and throws if something is against it
   * @return all settings as they are then
   */
  Settings change(String id, Map<String, String> changes, Consumer<Settings> check)
      throws IOException {
    Configuration configuration = require(id);
    Map<String, String> settings = settings(configuration);
    changes.forEach(
        (key, value) -> {
          if (value.isEmpty()) {
            settings.remove(key);
          } else {
            settings.put(key, value);
          }
        });
    Settings checked = Settings.of(settings);
    if (!checked.id().equals(id)) {
      throw new IllegalArgumentException("the id of a queue cannot be changed");
    }
    check.accept(checked);
    Path file = file(configuration, id);
    write(file, settings);
    update(configuration, settings, file);
    return checked;
  }

  /** What an instance's own configuration says, and the file that it comes from. */
  record Sheet(Path file, Map<String, String> settings) {}

  Sheet sheet(String id) throws IOException {
    Configuration configuration = require(id);
    return new Sheet(file(configuration, id), settings(configuration));
  }

  void delete(String id) throws IOException {
    Configuration configuration = require(id);
    Path file = file(configuration, id);
    if (Files.deleteIfExists(file)) {
      sync(etc);
    }
    configuration.delete();
  }

  /** The configuration with this very id. */
  Optional<Configuration> find(String id) throws IOException {
    if (!id.matches("[0-9]+")) {
      return Optional.empty();
    }
    try {
      String filter =
          "(&(" + ConfigurationAdmin.SERVICE_FACTORYPID + "=" + MailQueue.PID + ")(id=" + id + "))";
      Configuration[] found = admin.listConfigurations(filter);
      return found == null ? Optional.empty() : Optional.of(found[0]);
    } catch (InvalidSyntaxException e) {
      throw new IllegalArgumentException("\"" + id + "\" is no id of a queue", e);
    }
  }

  private Configuration require(String id) throws IOException {
    return find(id)
        .orElseThrow(
            () -> new IllegalArgumentException("there is no configuration of queue " + id));
  }

  private static Map<String, String> settings(Configuration configuration) {
    Map<String, String> settings = new TreeMap<>();
    FrameworkUtil.asMap(configuration.getProperties())
        .forEach(
            (key, value) -> {
              if (SettingsReader.isSetting(key)) {
                settings.put(key, SettingsReader.joined(value));
              }
            });
    return settings;
  }

  private Path file(Configuration configuration, String id) {
    Object uri = configuration.getProperties().get(FILE_PROPERTY);
    return uri instanceof String text && text.startsWith("file:")
        ? Path.of(URI.create(text))
        : etc.resolve(fileName(id));
  }

  private static void update(Configuration configuration, Map<String, String> settings, Path file)
      throws IOException {
    Map<String, Object> properties = new TreeMap<>(settings);
    properties.put(FILE_PROPERTY, file.toAbsolutePath().toUri().toString());
    configuration.update(FrameworkUtil.asDictionary(properties));
  }

  /** The name of an instance's file. */
  static String fileName(String id) {
    return MailQueue.PID + "-" + id + ".cfg";
  }

  /** What an instance's file says. */
  static String text(Map<String, String> settings) {
    StringBuilder text = new StringBuilder("# A queue instance; see qmq:list.\n");
    new TreeMap<>(settings)
        .forEach((k, v) -> text.append(k).append(" = ").append(escaped(v)).append('\n'));
    return text.toString();
  }

  /** A value that is read back as it is: on one line, and a backslash is one. */
  private static String escaped(String value) {
    return value.replaceAll("\\s*[\\r\\n]+\\s*", " ").replace("\\", "\\\\");
  }

  /** All of it or nothing, also through a power loss. */
  private void write(Path file, Map<String, String> settings) throws IOException {
    Path draft = etc.resolve("." + file.getFileName() + ".tmp");
    try {
      writeSynced(draft, text(settings));
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      sync(etc);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static void writeSynced(Path file, String text) throws IOException {
    try (FileChannel out =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
  }

  private static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
