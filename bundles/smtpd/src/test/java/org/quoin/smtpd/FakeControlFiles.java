package org.quoin.smtpd;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.quoin.api.table.ControlFiles;
import org.quoin.codec.ControlSyntax;

/** Control files in memory, with the real syntax (A7). */
final class FakeControlFiles implements ControlFiles {
  private final Map<String, String> files = new HashMap<>();
  private final Set<String> unreadable = new HashSet<>();

  /** The usual files of a test. */
  static FakeControlFiles usual() {
    return new FakeControlFiles()
        .with("me", "mx.example.org\n")
        .with("rcpthosts", "example.org\n.wild.example\n");
  }

  FakeControlFiles with(String name, String content) {
    files.put(name, content);
    return this;
  }

  FakeControlFiles without(String name) {
    files.remove(name);
    return this;
  }

  FakeControlFiles unreadable(String name) {
    unreadable.add(name);
    return this;
  }

  private Optional<String> content(String name) throws IOException {
    if (unreadable.contains(name)) {
      throw new IOException(name + ": permission denied");
    }
    return Optional.ofNullable(files.get(name));
  }

  @Override
  public Optional<String> line(String name) throws IOException {
    return content(name).map(ControlSyntax::firstLine);
  }

  @Override
  public Optional<String> lineOrMe(String name) throws IOException {
    Optional<String> line = line(name);
    return line.isPresent() ? line : line("me");
  }

  @Override
  public OptionalLong number(String name) throws IOException {
    Optional<String> line = line(name);
    return line.isPresent() ? ControlSyntax.leadingNumber(line.get()) : OptionalLong.empty();
  }

  @Override
  public Optional<List<String>> list(String name) throws IOException {
    return content(name).map(ControlSyntax::list);
  }

  @Override
  public ControlFiles in(Path folder) {
    throw new UnsupportedOperationException();
  }
}
