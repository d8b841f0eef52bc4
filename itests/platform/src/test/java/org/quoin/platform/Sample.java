package org.quoin.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.quoin.kit.Distribution;
import org.quoin.kit.Programs;
import org.quoin.kit.Result;

/**
 * Builds {@code itests/sample-filter} or {@code itests/sample-program} as a third party would: with
 * Maven, from a copy that lies outside this tree, with the quoin-api artifact alone. It works
 * offline on a fresh clone: what this build has downloaded and made is offered to it as
 * repositories, and the user's own repository stays as it is.
 *
 * @param project where the copy is
 * @param artifact its name
 */
record Sample(Path project, String artifact) {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final String VERSION = "0.1.0-SNAPSHOT";

  static Sample filter(Path work) throws IOException {
    return build(work, "sample-filter", "stamp-filter");
  }

  static Sample program(Path work) throws IOException {
    return build(work, "sample-program", "tell");
  }

  /** Copies the project into {@code work} and builds it there. */
  private static Sample build(Path work, String folder, String artifact) throws IOException {
    Path project = work.resolve(artifact);
    copy(Distribution.root().resolve("itests").resolve(folder), project);
    Path built = work.resolve("built");
    offer(built, "quoin", Path.of(""));
    offer(built, "quoin-bundles", Path.of("bundles"));
    offer(built, "quoin-api", Path.of("bundles/api"));
    Files.writeString(work.resolve("settings.xml"), settings(work, built));
    Result result = Programs.run(maven(work, project), "", LIMIT);
    if (!result.good()) {
      throw new IOException("the sample does not build:\n" + result.text());
    }
    return new Sample(project, artifact);
  }

  Path jar() {
    return project.resolve("target/" + artifact + "-1.0.0.jar");
  }

  Path features() {
    return project.resolve("target/features.xml");
  }

  private static String settings(Path work, Path built) {
    return """
    <settings>
      <localRepository>%s</localRepository>
      <mirrors>
        <mirror><id>downloaded</id><mirrorOf>central</mirrorOf><url>%s</url></mirror>
      </mirrors>
      <profiles>
        <profile>
          <id>built</id>
          <repositories>
            <repository>
              <id>built</id><url>%s</url><snapshots><enabled>true</enabled></snapshots>
            </repository>
          </repositories>
        </profile>
      </profiles>
      <activeProfiles><activeProfile>built</activeProfile></activeProfiles>
    </settings>
    """
        .formatted(
            work.resolve("m2"),
            Path.of(System.getProperty("quoin.repository")).toUri(),
            built.toUri());
  }

  private static ProcessBuilder maven(Path work, Path project) {
    Path maven = Path.of(System.getProperty("quoin.maven"), "bin", "mvn");
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                maven.toString(),
                "-B",
                "-q",
                "-o",
                "-Daether.offline.protocols=file",
                "-s",
                work.resolve("settings.xml").toString(),
                "package"));
    builder.directory(project.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().keySet().removeIf(name -> name.startsWith("MAVEN_"));
    return builder;
  }

  /** Puts the pom, and the jar if there is one, of one of our modules into a repository. */
  private static void offer(Path repository, String artifact, Path module) throws IOException {
    Path source = Distribution.root().resolve(module);
    Path folder = repository.resolve("org/quoin").resolve(artifact).resolve(VERSION);
    Files.createDirectories(folder);
    String name = artifact + "-" + VERSION;
    Files.copy(source.resolve("pom.xml"), folder.resolve(name + ".pom"));
    Path jar = source.resolve("target").resolve(name + ".jar");
    if (Files.exists(jar)) {
      Files.copy(jar, folder.resolve(name + ".jar"));
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> walk = Files.walk(from)) {
      for (Path path : walk.filter(one -> !one.startsWith(from.resolve("target"))).toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }
}
