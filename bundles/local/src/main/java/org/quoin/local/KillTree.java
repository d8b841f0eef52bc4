package org.quoin.local;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kills a process with its children. Only a child that has made itself independent on purpose, with
 * a session of its own and no living parent among them, gets away.
 */
final class KillTree {
  private static final Logger LOG = LoggerFactory.getLogger(KillTree.class);
  private static final int PATIENCE_SECONDS = 2;

  private KillTree() {}

  /** For one that leads a session: all of that, too, also those whose parent has ended. */
  static void killSession(Process leader) {
    if (!leader.isAlive()) {
      return;
    }
    List<ProcessHandle> children = leader.descendants().toList();
    leader.destroyForcibly(); // first, for it must not see its children die and draw conclusions
    killGroup(leader.pid());
    children.forEach(ProcessHandle::destroyForcibly);
  }

  /** One that has ended by itself is left alone, with whatever it has left behind. */
  static void kill(Process process) {
    if (!process.isAlive()) {
      return;
    }
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
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
