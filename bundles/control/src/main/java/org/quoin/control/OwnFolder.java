package org.quoin.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.quoin.api.table.ControlFiles;
import org.quoin.codec.ControlSyntax;

/**
 * A folder whose files go before those of another: what is absent in it is as it is there. The
 * folder itself must be there, for a misspelt name must not pass for an empty folder (A7).
 */
final class OwnFolder implements ControlFiles {
  private final Path folder;
  private final ControlFiles own;
  private final ControlFiles common;

  /**
   * @param own the files of {@code folder}
   * @param common those that count where it has none
   */
  OwnFolder(Path folder, ControlFiles own, ControlFiles common) {
    this.folder = folder;
    this.own = own;
    this.common = common;
  }

  @Override
  public Optional<String> line(String name) throws IOException {
    Optional<String> line = own.line(name);
    return line.isPresent() ? line : elsewhere().line(name);
  }

  @Override
  public Optional<String> lineOrMe(String name) throws IOException {
    Optional<String> line = own.lineOrMe(name);
    return line.isPresent() ? line : elsewhere().lineOrMe(name);
  }

  @Override
  public OptionalLong number(String name) throws IOException {
    Optional<String> line = line(name);
    return line.isPresent() ? ControlSyntax.leadingNumber(line.get()) : OptionalLong.empty();
  }

  @Override
  public Optional<List<String>> list(String name) throws IOException {
    Optional<List<String>> list = own.list(name);
    return list.isPresent() ? list : elsewhere().list(name);
  }

  @Override
  public ControlFiles in(Path other) {
    return common.in(other);
  }

  private ControlFiles elsewhere() throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException("there is no folder " + folder);
    }
    return common;
  }
}
