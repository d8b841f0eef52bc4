package org.quoin.queue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.quoin.api.table.ControlFiles;

/** The control files of one instance: those of the folder that its settings name now, if any. */
final class OwnControls implements ControlFiles {
  private final ControlFiles common;
  private final Supplier<Settings> settings;
  private volatile @Nullable Named last;

  /** The files of a folder, by its name as it was written. */
  private record Named(String folder, ControlFiles files) {}

  OwnControls(ControlFiles common, Supplier<Settings> settings) {
    this.common = common;
    this.settings = settings;
  }

  private ControlFiles now() {
    Optional<String> folder = settings.get().name().face().control();
    return folder.isEmpty() ? common : of(folder.get());
  }

  private ControlFiles of(String folder) {
    Named known = last;
    if (known != null && known.folder().equals(folder)) {
      return known.files();
    }
    ControlFiles files = common.in(Path.of(folder));
    last = new Named(folder, files);
    return files;
  }

  @Override
  public Optional<String> line(String name) throws IOException {
    return now().line(name);
  }

  @Override
  public Optional<String> lineOrMe(String name) throws IOException {
    return now().lineOrMe(name);
  }

  @Override
  public OptionalLong number(String name) throws IOException {
    return now().number(name);
  }

  @Override
  public Optional<List<String>> list(String name) throws IOException {
    return now().list(name);
  }

  @Override
  public ControlFiles in(Path folder) {
    return now().in(folder);
  }
}
