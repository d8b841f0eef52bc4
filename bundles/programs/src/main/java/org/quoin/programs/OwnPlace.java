package org.quoin.programs;

import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.Map;

/**
 * That of this process. The executable runs Java in UTF-8, and says by {@value #LANGUAGE} what its
 * caller had in LC_ALL; without that it was not set.
 */
final class OwnPlace implements Place {
  private static final String LANGUAGE = "quoin.lc.all";
  private static final String LC_ALL = "LC_ALL";

  private final Path folder = Path.of("").toAbsolutePath();
  private final Map<String, String> environment = RawWords.environment();
  private final PrintStream out;
  private final PrintStream err;

  OwnPlace(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
    restoreLanguage(environment);
  }

  private static void restoreLanguage(Map<String, String> variables) {
    String caller = System.getProperty(LANGUAGE);
    if (caller == null) {
      variables.remove(LC_ALL);
    } else {
      variables.put(LC_ALL, caller);
    }
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

  /** Everything else is inherited, the environment byte by byte. */
  @Override
  public ProcessBuilder shell(String script) {
    ProcessBuilder shell =
        new ProcessBuilder("/bin/sh", "-c", script)
            .redirectOutput(Redirect.INHERIT)
            .redirectError(Redirect.INHERIT);
    restoreLanguage(shell.environment());
    return shell;
  }
}
