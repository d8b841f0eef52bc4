package org.quoin.programs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.quoin.api.program.LocalDelivery;
import org.quoin.codec.BytePath;

/**
 * Where execvp(3) looks for a program. A child that ends with 127 may have chosen that itself; this
 * tells whether it was there at all.
 */
record SearchPath(LocalDelivery delivery) {
  private static final String USUAL = ":/bin:/usr/bin";

  boolean has(String program) {
    return any(program, Files::isRegularFile);
  }

  boolean canRun(String program) {
    return any(program, file -> Files.isRegularFile(file) && Files.isExecutable(file));
  }

  private boolean any(String program, Predicate<Path> test) {
    return folders(program).stream()
        .map(folder -> delivery.folder().resolve(BytePath.of(folder)))
        .anyMatch(folder -> test.test(folder.resolve(BytePath.of(program))));
  }

  /** An empty one is the current folder. */
  private List<String> folders(String program) {
    return program.indexOf('/') >= 0
        ? List.of("")
        : List.of(delivery.variable("PATH").orElse(USUAL).split(":", -1));
  }
}
