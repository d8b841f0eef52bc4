package org.quoin.local;

import java.util.ArrayList;
import java.util.List;

/** Starts a few lines of shell as a worker, under the test's own user. */
record ScriptedLauncher(String script) implements Launcher {
  static final Identity JOE = new Identity(20_001, 20_002);

  @Override
  public List<String> worker(Identity identity) {
    return List.of("/bin/sh", "-c", "PATH=/usr/bin:/bin\n" + script);
  }

  @Override
  public List<String> killer(Identity identity, List<Long> processes) {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "kill -KILL \"$@\"", "kill"));
    processes.forEach(each -> command.add(Long.toString(each)));
    return command;
  }
}
