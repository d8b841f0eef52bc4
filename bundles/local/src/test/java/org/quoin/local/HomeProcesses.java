package org.quoin.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The processes that work in a home: what its programs have left. */
record HomeProcesses(Path home) {
  List<ProcessHandle> all() {
    return ProcessHandle.allProcesses().filter(this::isOurs).toList();
  }

  /** What a test that fails has left would outlive it. */
  void kill() {
    all().forEach(ProcessHandle::destroyForcibly);
  }

  private boolean isOurs(ProcessHandle process) {
    try {
      return Path.of("/proc/" + process.pid() + "/cwd").toRealPath().equals(home.toRealPath());
    } catch (IOException e) {
      return false; // it has just ended, or is somebody else's
    }
  }
}
