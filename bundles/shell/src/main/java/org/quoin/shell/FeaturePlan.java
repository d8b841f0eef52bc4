package org.quoin.shell;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * What the operator did with features, so that it can be done again at the next start. It is kept
 * in {@code etc/features.list} of the base, one deed a line:
 *
 * <pre>
 * repository file:/srv/filters/features.xml
 * install sample-filter
 * uninstall quoin-policy
 * </pre>
 *
 * @param steps in the order they were made
 */
record FeaturePlan(List<Step> steps) {
  private static final String HEAD =
      "# What feature:repo-add, feature:install and feature:uninstall did; done again at each"
          + " start.\n";

  /** The three deeds; their names are the words in the file. */
  enum Deed {
    repository,
    install,
    uninstall
  }

  /** One line of the file. */
  record Step(Deed deed, String what) {
    @Override
    public String toString() {
      return deed + " " + what;
    }
  }

  FeaturePlan {
    steps = List.copyOf(steps);
  }

  /**
   * @throws IOException if the file cannot be read, or a line of it is not understood
   */
  static FeaturePlan read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return new FeaturePlan(List.of());
    }
    List<Step> steps = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        steps.add(step(line));
      }
    }
    return new FeaturePlan(steps);
  }

  /** Replaces the file, all or nothing, and durably. */
  void write(Path file) throws IOException {
    StringBuilder text = new StringBuilder(HEAD);
    steps.forEach(step -> text.append(step).append('\n'));
    Path draft = file.resolveSibling("features.list.new");
    try (FileChannel channel = FileChannel.open(draft, CREATE, WRITE, TRUNCATE_EXISTING)) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(text.toString());
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel folder = FileChannel.open(file.resolveSibling(""), READ)) {
      folder.force(true);
    }
  }

  /** With this as the latest step; it replaces what the plan says about the same thing. */
  FeaturePlan with(Deed deed, String what) {
    List<Step> next = new ArrayList<>(without(deed, what).steps);
    next.add(new Step(deed, what));
    return new FeaturePlan(next);
  }

  /** With this deed, or without its opposite if the plan has that: one undoes the other. */
  FeaturePlan undoing(Deed opposite, Deed deed, String what) {
    boolean undoes =
        steps.stream().anyMatch(step -> step.deed == opposite && concerns(step, false, what));
    return undoes ? without(deed, what) : with(deed, what);
  }

  /** Without what the plan says about this repository, or this feature in any version. */
  FeaturePlan without(Deed deed, String what) {
    return new FeaturePlan(
        steps.stream().filter(step -> !concerns(step, deed == Deed.repository, what)).toList());
  }

  private static boolean concerns(Step step, boolean repository, String what) {
    if (repository != (step.deed == Deed.repository)) {
      return false;
    }
    return repository ? step.what.equals(what) : name(step.what).equals(name(what));
  }

  private static String name(String feature) {
    int slash = feature.indexOf('/');
    return slash < 0 ? feature : feature.substring(0, slash);
  }

  private static Step step(String line) throws IOException {
    String[] words = line.strip().split("\\s+", 2);
    for (Deed deed : Deed.values()) {
      if (words.length == 2 && deed.name().equals(words[0])) {
        return new Step(deed, words[1]);
      }
    }
    throw new IOException("not understood: " + line);
  }
}
