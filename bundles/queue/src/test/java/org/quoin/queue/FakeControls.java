package org.quoin.queue;

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

/** Control files in memory. */
final class FakeControls implements ControlFiles {
  private final Map<String, String> files = new HashMap<>();
  private final Set<String> unreadable = new HashSet<>();
  private final Map<Path, FakeControls> folders = new HashMap<>();
  private boolean torn;

  FakeControls with(String name, String content) {
    files.put(name, content);
    unreadable.remove(name);
    return this;
  }

  /** Another folder, that is empty. */
  FakeControls folder(String path) {
    FakeControls files = new FakeControls();
    folders.put(Path.of(path), files);
    return files;
  }

  FakeControls without(String name) {
    files.remove(name);
    return this;
  }

  /** Whoever asks for a file while this is set gets an error. */
  void torn(boolean value) {
    torn = value;
  }

  FakeControls unreadable(String name) {
    unreadable.add(name);
    return this;
  }

  @Override
  public Optional<String> line(String name) throws IOException {
    if (torn) {
      throw new NoClassDefFoundError("org/quoin/control/ControlFile");
    }
    if (unreadable.contains(name)) {
      throw new IOException(name + ": permission denied");
    }
    return Optional.ofNullable(files.get(name)).map(ControlSyntax::firstLine);
  }

  @Override
  public Optional<String> lineOrMe(String name) throws IOException {
    Optional<String> line = line(name);
    return line.isPresent() ? line : line("me");
  }

  @Override
  public OptionalLong number(String name) throws IOException {
    return line(name).map(ControlSyntax::leadingNumber).orElse(OptionalLong.empty());
  }

  @Override
  public Optional<List<String>> list(String name) throws IOException {
    line(name);
    return Optional.ofNullable(files.get(name)).map(ControlSyntax::list);
  }

  /** A folder that {@link #folder} has named; the files in it and these do not mix. */
  @Override
  public ControlFiles in(Path folder) {
    return Optional.<ControlFiles>ofNullable(folders.get(folder)).orElseThrow();
  }
}
