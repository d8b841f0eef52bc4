package org.quoin.local;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.quoin.api.table.ControlFiles;

/** Control files of which only one is there. */
record DefaultDelivery(String text) implements ControlFiles {
  @Override
  public Optional<String> line(String name) {
    return Optional.empty();
  }

  @Override
  public Optional<String> lineOrMe(String name) {
    return Optional.empty();
  }

  @Override
  public OptionalLong number(String name) {
    return OptionalLong.empty();
  }

  @Override
  public Optional<List<String>> list(String name) {
    return name.equals("defaultdelivery")
        ? Optional.of(List.of(text.split("\n", -1)))
        : Optional.empty();
  }

  @Override
  public ControlFiles in(Path folder) {
    throw new UnsupportedOperationException();
  }
}
