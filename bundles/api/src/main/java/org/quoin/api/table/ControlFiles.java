package org.quoin.api.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The files of {@code control/} in qmail's syntax (A7), always as they are on disk now: a change is
 * seen within a second. Absent is empty, unreadable is an exception and never a default.
 */
@ProviderType
public interface ControlFiles {
  /**
   * A one-line file: its first line without trailing spaces and tabs; may be empty.
   *
   * @throws IOException if the file is there but cannot be read
   */
  Optional<String> line(String name) throws IOException;

  /** Like {@link #line}, and where the file is absent, the value of {@code me} (A5). */
  Optional<String> lineOrMe(String name) throws IOException;

  /** The leading digits of a one-line file; empty if the file is absent or has none. */
  OptionalLong number(String name) throws IOException;

  /**
   * A list file: lines without trailing spaces and tabs, no comments, no blank lines. The same List
   * object is returned until the file changes, so that callers may cache what they derive from it.
   */
  Optional<List<String>> list(String name) throws IOException;

  /**
   * These files as they are for one who has a folder of his own: what lies there counts, and what
   * is absent there is as it is here. {@link #lineOrMe} asks all of the folder, its {@code me}
   * included, before it asks here. While the folder itself is not there, every question about it is
   * an IOException: a misspelt name must not look like a folder without files.
   *
   * @param folder absolute, or relative to the base
   */
  ControlFiles in(Path folder);
}
