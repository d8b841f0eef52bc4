package org.quoin.control;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.quoin.api.table.ControlFiles;
import org.quoin.codec.ControlSyntax;

/** The folder {@code control/} of the base: qmail's settings under qmail's names (A5, A7). */
@Component(
    service = {ControlFiles.class, ControlDirectory.class},
    immediate = true)
public final class ControlDirectory implements ControlFiles {
  private static final String ME = "me";

  /** Names remembered; beyond this, files are read without being kept. */
  private static final int MAX_FILES = 1000;

  private final Path folder;
  private final FileSource source;
  private final InstantSource clock;
  private final Map<String, ControlFile> files = new ConcurrentHashMap<>();

  @Activate
  public ControlDirectory(BundleContext context) {
    this(BaseFolder.of(context).resolve("control"), new DiskSource(), InstantSource.system());
  }

  ControlDirectory(Path folder, FileSource source, InstantSource clock) {
    this.folder = folder;
    this.source = source;
    this.clock = clock;
  }

  @Override
  public Optional<String> line(String name) throws IOException {
    return file(name).text().map(ControlText::firstLine);
  }

  @Override
  public Optional<String> lineOrMe(String name) throws IOException {
    Optional<String> line = line(name);
    return line.isPresent() ? line : line(ME);
  }

  @Override
  public OptionalLong number(String name) throws IOException {
    Optional<String> line = line(name);
    return line.isPresent() ? ControlSyntax.leadingNumber(line.get()) : OptionalLong.empty();
  }

  @Override
  public Optional<List<String>> list(String name) throws IOException {
    return file(name).text().map(ControlText::entries);
  }

  /** The base is where {@code control/} lies. */
  @Override
  public ControlFiles in(Path own) {
    Path absolute = folder.resolveSibling(own).normalize();
    return new OwnFolder(absolute, new ControlDirectory(absolute, source, clock), this);
  }

  /** Whoever asks next gets what is on disk at that moment, however new that is. */
  void forget() {
    files.clear();
  }

  private ControlFile file(String name) {
    ControlFile known = files.get(name);
    if (known != null) {
      return known;
    }
    ControlFile file = new ControlFile(folder.resolve(FileName.checked(name)), source, clock);
    if (files.size() >= MAX_FILES) {
      return file;
    }
    ControlFile first = files.putIfAbsent(name, file);
    return first == null ? file : first;
  }
}
