package org.quoin.local;

import java.util.List;

/** Command lines by which things run as somebody else. */
interface Launcher {
  /**
   * That of a worker.
   *
   * @throws NotNow if there can be none
   */
  List<String> worker(Identity identity) throws NotNow;

  /** That which kills these processes and those of their sessions, as far as it may. */
  List<String> killer(Identity identity, List<Long> processes);
}
