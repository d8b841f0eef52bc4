package org.quoin.container;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.ops4j.pax.exam.Option;

/** The bundles that the build copied, and a small base folder for them. */
final class Bundles {
  private Bundles() {}

  /** Everything that the platform is made of, on a new base. */
  static Option all(Path base) {
    return composite(
        frameworkProperty("quoin.base").value(base.toString()),
        frameworkProperty("org.osgi.framework.storage.clean").value("onFirstInit"),
        composite(ours().toArray(Option[]::new)),
        junitBundles());
  }

  /** A new base folder with an account alice at localhost. */
  static Path newBase() {
    try {
      Path bases = Files.createDirectories(Path.of(System.getProperty("quoin.bases")));
      Path base = Files.createTempDirectory(bases, "base");
      for (String name : List.of("tmp", "new", "cur")) {
        Files.createDirectories(base.resolve("home/alice/Maildir").resolve(name));
      }
      write(base, "control/me", "localhost\n");
      write(base, "control/locals", "localhost\n");
      write(base, "control/rcpthosts", "localhost\n");
      write(base, "users/assign", assign(base));
      return base;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An account must not be root's. */
  private static String assign(Path base) throws IOException {
    Path home = base.resolve("home/alice");
    Object uid = Files.getAttribute(home, "unix:uid");
    String id = uid.equals(0) ? "65534" : uid.toString();
    return "=alice:alice:%s:%s:%s:::\n.\n".formatted(id, id, home);
  }

  private static void write(Path base, String name, String text) throws IOException {
    Path file = base.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static List<Option> ours() {
    try (Stream<Path> jars = Files.list(Path.of(System.getProperty("quoin.bundles")))) {
      return jars.sorted().<Option>map(jar -> bundle(jar.toUri().toString())).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
