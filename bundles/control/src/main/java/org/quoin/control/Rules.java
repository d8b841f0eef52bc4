package org.quoin.control;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.quoin.api.table.ControlFiles;

/**
 * The files that decide where mail goes (1B), read together, defaults filled in. While no file has
 * changed the lists are the same objects, so that comparing two of these costs next to nothing.
 *
 * @param envnoathost what follows the @ of an address that has none
 * @param percenthack domains where {@code user%host} means {@code user@host}
 * @param locals domains of this machine
 * @param localsFile the file that {@code locals} comes from: {@code locals}, else {@code me}
 * @param virtualdomains {@code key:prepend}
 */
record Rules(
    String envnoathost,
    List<String> percenthack,
    List<String> locals,
    String localsFile,
    List<String> virtualdomains) {

  private static final String LOCALS = "locals";
  private static final String ME = "me";
  private static final String ENVNOATHOST = "envnoathost";

  /**
   * @throws IOException if a file cannot be read, or neither {@code locals} nor {@code me} is there
   */
  static Rules read(ControlFiles files) throws IOException {
    Optional<List<String>> locals = files.list(LOCALS);
    return new Rules(
        files.lineOrMe(ENVNOATHOST).orElse(ENVNOATHOST),
        files.list("percenthack").orElse(List.of()),
        locals.isPresent() ? locals.get() : List.of(me(files)),
        locals.isPresent() ? LOCALS : ME,
        files.list("virtualdomains").orElse(List.of()));
  }

  private static String me(ControlFiles files) throws IOException {
    return files
        .line(ME)
        .orElseThrow(() -> new IOException("neither control/locals nor control/me is there"));
  }
}
