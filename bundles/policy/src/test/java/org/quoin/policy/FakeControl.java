package org.quoin.policy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.quoin.api.table.ControlFiles;
import org.quoin.codec.ControlSyntax;

/** Control files in memory, some of which cannot be read. */
final class FakeControl implements ControlFiles {
  private final Map<String, String> texts = new HashMap<>();

  void put(String name, String text) {
    texts.put(name, text);
  }

  /** From now on reading {@code name} fails. */
  void breaks(String name) {
    texts.put(name, "\0");
  }

  private Optional<String> text(String name) throws IOException {
    String text = texts.get(name);
    if ("\0".equals(text)) {
      throw new IOException(name + " is not a file");
    }
    return Optional.ofNullable(text);
  }

  @Override
  public Optional<String> line(String name) throws IOException {
    return text(name).map(ControlSyntax::firstLine);
  }

  @Override
  public Optional<String> lineOrMe(String name) throws IOException {
    return line(name).or(() -> Optional.ofNullable(texts.get("me")));
  }

  @Override
  public OptionalLong number(String name) {
    return OptionalLong.empty();
  }

  @Override
  public Optional<List<String>> list(String name) throws IOException {
    return text(name).map(ControlSyntax::list);
  }

  @Override
  public ControlFiles in(Path folder) {
    throw new UnsupportedOperationException();
  }
}
