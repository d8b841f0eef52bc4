package org.quoin.local;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs things by {@code libexec/deliver-as} of the distribution. A worker needs no OSGi: the
 * bundles are plain jars there. Only the log asks for a class of the framework.
 *
 * @param home of the distribution
 * @param java home of the Java that this platform runs on
 */
record DistributionLauncher(Path home, Path java) implements Launcher {
  private static final List<String> JARS =
      List.of(
          "quoin/quoin-local",
          "quoin/quoin-api",
          "quoin/quoin-codec",
          "quoin/quoin-dotqmail",
          "quoin/quoin-mailbox",
          "ops4j/pax/logging/pax-logging-api");

  /** Small and quickly there: a worker lives for minutes and has one delivery at a time. */
  private static final List<String> OPTIONS =
      List.of(
          "-Xmx64m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Xshare:auto",
          "-XX:-UsePerfData",
          "-Xlog:disable", // what it says would be taken for the worker's words
          "-XX:-PrintWarnings",
          "-XX:-CreateCoredumpOnCrash",
          "-XX:+ExitOnOutOfMemoryError");

  private static final String KILL = "for p do kill -s KILL -- \"$p\" \"-$p\"; done";

  @Override
  public List<String> worker(Identity identity) throws NotNow {
    List<String> command = as(identity);
    command.add(java.resolve("bin/java").toString());
    command.addAll(OPTIONS);
    command.addAll(List.of("-cp", classes(), WorkerMain.class.getName()));
    command.add(Long.toString(identity.uid()));
    command.add(Long.toString(identity.gid()));
    return command;
  }

  @Override
  public List<String> killer(Identity identity, List<Long> processes) {
    List<String> command = as(identity);
    command.addAll(List.of("/bin/sh", "-c", KILL, "kill"));
    processes.forEach(each -> command.add(Long.toString(each)));
    return command;
  }

  private List<String> as(Identity identity) {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("libexec/deliver-as").toString());
    command.add(Long.toString(identity.uid()));
    command.add(Long.toString(identity.gid()));
    return command;
  }

  private String classes() throws NotNow {
    List<String> jars = new ArrayList<>();
    for (String bundle : JARS) {
      add(home.resolve("system/org").resolve(bundle), jars);
    }
    jars.add(home.resolve("lib/org.apache.felix.main.jar").toString());
    return String.join(":", jars);
  }

  private static void add(Path bundle, List<String> jars) throws NotNow {
    try (DirectoryStream<Path> versions = Files.newDirectoryStream(bundle)) {
      for (Path version : versions) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(version, "*.jar")) {
          files.forEach(jar -> jars.add(jar.toString()));
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      throw NotNow.trouble("Unable to find the jars of workers: " + e.getMessage() + ". (#4.3.0)");
    }
  }
}
