package org.quoin.queue;

import java.io.IOException;
import java.util.List;

/** Keeps a few lines per instance from one life to the next. Without them no mail is lost. */
interface Memory {
  /** Forgets everything. */
  Memory NONE =
      new Memory() {
        @Override
        public List<String> recall(String id) {
          return List.of();
        }

        @Override
        public void keep(String id, List<String> lines) {}
      };

  /**
   * What was kept last; empty if nothing was.
   *
   * @throws IOException if it cannot be read
   */
  List<String> recall(String id) throws IOException;

  /** Keeps these lines, durably, in place of all before; no lines leave nothing behind. */
  void keep(String id, List<String> lines) throws IOException;
}
