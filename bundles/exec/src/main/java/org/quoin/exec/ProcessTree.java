package org.quoin.exec;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process that leads a session, with all that it has started. */
final class ProcessTree {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessTree.class);
  private static final int PATIENCE_SECONDS = 2;

  private ProcessTree() {}

  /**
   * Kills what runs there. One that has ended by itself is left alone, with whatever it has left
   * behind. Only a child that has made itself independent on purpose gets away.
   */
  static void kill(Process leader) {
    if (!leader.isAlive()) {
      return;
    }
    List<ProcessHandle> children = leader.descendants().toList();
    leader.destroyForcibly(); // first, for it must not see its children die and draw conclusions
    killGroup(leader.pid());
    children.forEach(ProcessHandle::destroyForcibly);
  }

  private static void killGroup(long leader) {
    try {
      Process kill =
          new ProcessBuilder("/bin/sh", "-c", "kill -s KILL -- -" + leader)
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start();
      kill.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (IOException e) {
      LOG.warn("cannot kill the session of process {}", leader, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
