package org.quoin.net;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.quoin.api.table.ControlFiles;
import org.quoin.codec.ControlSyntax;

/** List files in memory. */
final class FakeControl implements ControlFiles {
  private final Map<String, List<String>> lists = new ConcurrentHashMap<>();

  void put(String name, String text) {
    lists.put(name, ControlSyntax.list(text));
  }

  @Override
  public Optional<List<String>> list(String name) {
    return Optional.ofNullable(lists.get(name));
  }

  @Override
  public Optional<String> line(String name) {
    return list(name).flatMap(lines -> lines.stream().findFirst());
  }

  @Override
  public Optional<String> lineOrMe(String name) {
    throw new UnsupportedOperationException();
  }

  @Override
  public OptionalLong number(String name) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ControlFiles in(Path folder) {
    throw new UnsupportedOperationException();
  }
}
