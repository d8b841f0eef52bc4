package org.quoin.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.quoin.api.table.ControlFiles;

/** Control files of which at most one is there. */
record FakeControl(Optional<List<String>> instructions, boolean readable) implements ControlFiles {
  static FakeControl empty() {
    return new FakeControl(Optional.empty(), true);
  }

  static FakeControl with(String... instructions) {
    return new FakeControl(Optional.of(List.of(instructions)), true);
  }

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
  public Optional<List<String>> list(String name) throws IOException {
    if (!readable) {
      throw new IOException("unreadable");
    }
    return name.equals("defaultdelivery") ? instructions : Optional.empty();
  }

  @Override
  public ControlFiles in(Path folder) {
    throw new UnsupportedOperationException();
  }
}
