package org.quoin.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * What connections take that have said EHLO and then nothing more.
 *
 * @param idle so many at a time
 */
record IdleMemory(Neighbours all, int idle) {
  private static final int FIRST = 20;

  void report(Report report) throws Exception {
    report.title("Memory of an idle connection, one of " + idle);
    NeighbourTable table = new NeighbourTable(report, all, "%.1f", Goal.Aim.AT_MOST);
    table.header("KiB");
    List<Long> calm = calm(report);
    List<List<Double>> plain = growth(report, calm, false);
    table.row("plain", plain);
    List<List<Double>> encrypted = growth(report, calm, true);
    table.row("TLS", encrypted);
    report.line(
        "\nOf Quoin's heap, which had room: %.1f plain, %.1f TLS"
            .formatted(heap(false), heap(true)));
    report.goal(
        "idle connection: KB", Goal.Aim.AT_MOST, 40, Report.middle(plain.getFirst()) * 1.024);
    report.goal(
        "idle connection with TLS: KB",
        Goal.Aim.AT_MOST,
        120,
        Report.middle(encrypted.getFirst()) * 1.024);
  }

  /** In KiB, before the idle ones come; what is loaded or forked by the first is in it. */
  private List<Long> calm(Report report) throws Exception {
    List<Long> calm = new ArrayList<>();
    for (MailServer server : all.all()) {
      boolean tls = Sitters.canSit(report, server, true);
      new Sitters(server, FIRST, tls).close();
      calm.add(kib(server));
    }
    return calm;
  }

  /**
   * @param calm what each took before; not measured anew, since Postfix keeps processes for a while
   *     and has the next ones served by them
   */
  private List<List<Double>> growth(Report report, List<Long> calm, boolean tls) throws Exception {
    List<List<Double>> growth = new ArrayList<>();
    for (int i = 0; i < calm.size(); i++) {
      MailServer server = all.all().get(i);
      growth.add(new ArrayList<>());
      if (Sitters.canSit(report, server, tls)) {
        try (Sitters sitters = new Sitters(server, idle, tls)) {
          growth.get(i).add((double) (kib(server) - calm.get(i)) / sitters.count());
        }
      }
    }
    return growth;
  }

  /** KiB of objects; the room for them may have been there before. */
  private double heap(boolean tls) throws Exception {
    long before = JavaHeap.of(all.quoin().pid()).bytes();
    try (Sitters sitters = new Sitters(all.quoin(), idle, tls)) {
      return (JavaHeap.of(all.quoin().pid()).bytes() - before) / 1024.0 / sitters.count();
    }
  }

  /** What a JVM has not collected yet says nothing. */
  private static long kib(MailServer server) throws Exception {
    if (server instanceof QuoinServer) {
      JavaHeap.of(server.pid());
    }
    return Processes.memoryKib(server.pid());
  }
}
