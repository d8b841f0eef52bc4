package org.quoin.programs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.quoin.api.table.ControlFiles;
import org.quoin.codec.ControlSyntax;

/** Control files for a program that runs once: each is read when it is asked for. */
record PlainControl(Path folder) implements ControlFiles {

  @Override
  public Optional<String> line(String name) throws IOException {
    return text(name).map(ControlSyntax::firstLine);
  }

  @Override
  public Optional<String> lineOrMe(String name) throws IOException {
    Optional<String> own = line(name);
    return own.isPresent() ? own : line("me");
  }

  @Override
  public OptionalLong number(String name) throws IOException {
    Optional<String> line = line(name);
    return line.isPresent() ? ControlSyntax.leadingNumber(line.get()) : OptionalLong.empty();
  }

  @Override
  public Optional<List<String>> list(String name) throws IOException {
    return text(name).map(ControlSyntax::list);
  }

  /** Programs belong to no queue instance, so they have no other folder. */
  @Override
  public ControlFiles in(Path other) {
    throw new UnsupportedOperationException("programs know one folder");
  }

  /** Defaults of another place would be worse than none. */
  private void requireFolder() throws IOException {
    if (Files.notExists(folder)) {
      throw new IOException(folder + " does not exist: set QUOIN_BASE");
    }
  }

  private Optional<String> text(String name) throws IOException {
    try {
      return Optional.of(Files.readString(folder.resolve(name), StandardCharsets.ISO_8859_1));
    } catch (NoSuchFileException e) {
      requireFolder();
      return Optional.empty();
    } catch (IOException e) {
      throw new IOException("unable to read " + folder.resolve(name), e);
    }
  }
}
