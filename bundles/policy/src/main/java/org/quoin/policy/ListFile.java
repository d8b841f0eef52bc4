package org.quoin.policy;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.quoin.api.table.ControlFiles;

/**
 * A list file of {@code control/} as a rule uses it, made from its lines once for each change.
 *
 * @param <T> what the lines mean
 */
final class ListFile<T> {
  private final ControlFiles files;
  private final String name;
  private final Function<List<String>, T> made;
  private volatile @Nullable Known<T> known;

  private record Known<T>(List<String> lines, T meaning) {}

  ListFile(ControlFiles files, String name, Function<List<String>, T> made) {
    this.files = files;
    this.name = name;
    this.made = made;
  }

  /** Empty if there is no such file. */
  Optional<T> now() throws IOException {
    Optional<List<String>> lines = files.list(name);
    return lines.isEmpty() ? Optional.empty() : Optional.of(meaning(lines.get()));
  }

  private T meaning(List<String> lines) {
    Known<T> before = known;
    if (before == null || !before.lines().equals(lines)) {
      before = new Known<>(lines, made.apply(lines));
      known = before;
    }
    return before.meaning();
  }
}
