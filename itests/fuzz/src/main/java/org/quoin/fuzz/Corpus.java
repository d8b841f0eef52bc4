package org.quoin.fuzz;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Inputs of one target, one a file. Those that people have written have names of words; those that
 * the fuzzer has found have their hash as a name, and may give way to others that reach as much.
 */
record Corpus(Path folder) {

  /** The one that is kept with the sources. */
  static Corpus kept(Target target) {
    String root = System.getProperty("quoin.root");
    if (root == null) {
      throw new IllegalStateException("the build sets quoin.root to the folder of the root pom");
    }
    return new Corpus(Path.of(root, "itests", "fuzz", "corpus", target.word()));
  }

  List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
        stream.forEach(files::add);
      }
    }
    Collections.sort(files);
    return files;
  }

  /** Takes the other one's inputs in place of what the fuzzer had found before. */
  void replace(Corpus found) throws IOException {
    Files.createDirectories(folder);
    for (Path file : files()) {
      if (isFound(file)) {
        Files.delete(file);
      }
    }
    for (Path file : found.files()) {
      Path to = folder.resolve(file.getFileName());
      Files.move(file, to, StandardCopyOption.REPLACE_EXISTING);
    }
    Files.delete(found.folder());
  }

  private static boolean isFound(Path file) {
    return file.getFileName().toString().matches("[0-9a-f]{40}");
  }
}
