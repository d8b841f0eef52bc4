package org.quoin.bench;

/** What the disk can do, without any mail server: the ceiling of all that follows. */
record DiskTable(DiskRate disk) implements Part {
  @Override
  public void run(Report report) throws Exception {
    report.title("What the disk can do (4 KiB writes, fdatasync)");
    report.line("| writers | durable writes/s |\n|---:|---:|");
    report.line("| 1, a sync each | %.0f |".formatted(disk.alone()));
    for (int writers : new int[] {20, 100}) {
      report.line("| %d, group commit | %.0f |".formatted(writers, disk.together(writers)));
    }
  }
}
