package org.quoin.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A true worker that stays the test's own user, and how it is started. */
final class WorkerProbe {
  private WorkerProbe() {}

  public static void main(String[] args) throws Exception {
    try {
      new WorkerLoop(System.in, System.out, new WorkerNotes(), Path.of(args[0])).run();
    } finally {
      Runtime.getRuntime().halt(0);
    }
  }

  /**
   * @param folder for messages
   */
  static Launcher launcher(Path folder) {
    return new Launcher() {
      @Override
      public List<String> worker(Identity identity) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
        command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.addAll(List.of(WorkerProbe.class.getName(), folder.toString()));
        return command;
      }

      @Override
      public List<String> killer(Identity identity, List<Long> processes) {
        return new ScriptedLauncher("").killer(identity, processes);
      }
    };
  }
}
