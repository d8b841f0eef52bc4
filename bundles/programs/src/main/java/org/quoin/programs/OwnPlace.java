package org.quoin.programs;

import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.Map;

/** That of this process. */
final class OwnPlace implements Place {
  private final Path folder = Path.of("").toAbsolutePath();
  private final Map<String, String> environment = RawWords.environment();
  private final PrintStream out;
  private final PrintStream err;

  OwnPlace(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public Map<String, String> environment() {
    return environment;
  }

  @Override
  public PrintStream out() {
    return out;
  }

  @Override
  public PrintStream err() {
    return err;
  }

  /** Everything is inherited, the environment byte by byte. */
  @Override
  public ProcessBuilder shell(String script) {
    return new ProcessBuilder("/bin/sh", "-c", script)
        .redirectOutput(Redirect.INHERIT)
        .redirectError(Redirect.INHERIT);
  }
}
