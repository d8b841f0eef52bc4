package org.quoin.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.quoin.bench.BlackHole.Fresh;

/**
 * A backlog for a black hole, then a few hundred fresh mails for a host that takes all: how many of
 * them arrive within two minutes, by Quoin and by Postfix with its default transport and limits.
 */
final class BlackHoleBesidePostfix implements Part {
  private static final int FRESH = 500;

  private final Path folder;
  private final Options options;
  private final Duration answer;
  private final int backlog;
  private final Duration window;

  BlackHoleBesidePostfix(Path folder, Options options, Duration answer) {
    this.folder = folder;
    this.options = options;
    this.answer = answer;
    this.backlog = options.brief() ? 2_000 : 25_000;
    this.window = Duration.ofSeconds(options.brief() ? 30 : 120);
  }

  @Override
  public void run(Report report) throws Exception {
    report.title("%,d mails for a black hole, then %d for another host".formatted(backlog, FRESH));
    report.line(
        "| | without the backlog | with it, within %d s |\n|---|---|---|"
            .formatted(window.toSeconds()));
    Path place = Folders.make(folder, "beside");
    try (QuoinServer quoin = BlackHole.start(place)) {
      Probe probe = Probe.into(quoin.platform()).transport(options.hang(), answer);
      compare(report, quoin, probe::delivered);
    }
    try (Sink sink = new Sink();
        Hole hole = new Hole()) {
      Optional<PostfixServer> postfix =
          PostfixServer.start(report, place, MailServer.Mode.DELIVER, settings(sink, hole));
      if (postfix.isPresent()) {
        try (PostfixServer server = postfix.get()) {
          compare(report, server, sink::taken);
        }
      }
    }
  }

  private void compare(Report report, MailServer server, BlackHole.Counter counter)
      throws Exception {
    Fresh alone = fresh(server, counter);
    Feeder.kept(server.port()).send(backlog, n -> "x@hole.test");
    Fresh beside = fresh(server, counter);
    report.line("| %s | %s | %s |".formatted(server.name(), text(alone), text(beside)));
  }

  private Fresh fresh(MailServer server, BlackHole.Counter counter) throws Exception {
    return Fresh.send(server.port(), counter, FRESH, n -> "x@h.good.test", window);
  }

  private static String text(Fresh fresh) {
    return "%d of %d in %.1f s".formatted(fresh.arrived(), FRESH, fresh.seconds());
  }

  /**
   * Only where the hosts are, and how long a silent one is waited for, which is 300 s as shipped.
   */
  private String settings(Sink sink, Hole hole) {
    return """
    relay_domains = hole.test, good.test
    transport_maps = inline:{ {hole.test=smtp:[127.0.0.1]:%d}, {.good.test=smtp:[127.0.0.1]:%d} }
    smtp_helo_timeout = %ds
    """
        .formatted(hole.port(), sink.port(), options.hang().toSeconds());
  }
}
