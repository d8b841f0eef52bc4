package org.quoin.programs;

import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.Map;

/** That of this process. */
final class OwnPlace implements Place {
  private final Path folder = Path.of("").toAbsolutePath();
  private final Map<String, String> environment = RawWords.environment();

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
    return System.out;
  }

  @Override
  public PrintStream err() {
    return System.err;
  }

  /** Everything is inherited, the environment byte by byte. */
  @Override
  public ProcessBuilder shell(String script) {
    return new ProcessBuilder("/bin/sh", "-c", script)
        .redirectOutput(Redirect.INHERIT)
        .redirectError(Redirect.INHERIT);
  }
}
