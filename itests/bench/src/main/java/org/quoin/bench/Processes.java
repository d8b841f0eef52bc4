package org.quoin.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What Linux tells of running processes in {@code /proc}; see proc(5). */
final class Processes {
  /** Linux counts in hundredths of a second wherever this is likely to run (USER_HZ). */
  private static final long TICK_MILLIS = 10;

  /** User and system time, its own and that of ended children: fields 14 to 17. */
  private static final int FIRST_TIME = 11;

  private static final int LAST_TIME = 14;

  private Processes() {}

  /** Processor time of a process and all below it, those that have ended included. */
  static long cpuMillis(long pid) throws IOException {
    long ticks = 0;
    for (long one : all(pid)) {
      ticks += ticks(one);
    }
    return ticks * TICK_MILLIS;
  }

  /**
   * Memory of a process and all below it in KiB; what several of them share counts once in all
   * (PSS).
   */
  static long memoryKib(long pid) throws IOException {
    long sum = 0;
    for (long one : all(pid)) {
      sum += memoryOf(one);
    }
    return sum;
  }

  private static List<Long> all(long pid) {
    return ProcessHandle.of(pid).stream()
        .flatMap(one -> Stream.concat(one.descendants(), Stream.of(one)))
        .map(ProcessHandle::pid)
        .toList();
  }

  private static long memoryOf(long pid) throws IOException {
    try {
      String all = Files.readString(Path.of("/proc/" + pid + "/smaps_rollup"));
      return Long.parseLong(all.replaceAll("(?s).*\nPss:\\s*(\\d+) kB.*", "$1"));
    } catch (NoSuchFileException e) {
      return 0; // it has ended
    }
  }

  /** Threads of the system; virtual ones are not among them. */
  static int threads(long pid) throws IOException {
    String status = Files.readString(Path.of("/proc/" + pid + "/status"));
    return Integer.parseInt(status.replaceAll("(?s).*Threads:\\s*(\\d+).*", "$1"));
  }

  private static long ticks(long pid) throws IOException {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      long ticks = 0;
      for (int i = FIRST_TIME; i <= LAST_TIME; i++) {
        ticks += Long.parseLong(fields[i]);
      }
      return ticks;
    } catch (NoSuchFileException e) {
      return 0; // it has ended; its parent has its time
    }
  }
}
