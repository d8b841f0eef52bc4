package org.quoin.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The door alone: Quoin beside Postfix and OpenSMTPD, with and without TLS. */
final class SmtpRate implements Part {
  private static final int SESSIONS = 20;
  private static final int FEWEST = 300;
  private static final int MOST = 30_000;

  /** Rounds before it is known how many mails a round takes. */
  private static final int GUESSES = 2;

  /** Of each kind in a brief run. */
  private static final int BRIEF_WARM_UP = 5000;

  /** Of each kind, until the compiler of the JVM has seen enough; a mail server runs for months. */
  private static final int WARM_UP = 60_000;

  /** And hears all kinds in turn: what it compiled for one kind does not hold for the next. */
  private static final int TURNS = 3;

  /**
   * Mails of one connection meanwhile: what happens once in a connection (handshake, QUIT) must
   * have been seen often, too, or the first round that ends takes compiled code away.
   */
  private static final int WARM_UP_EACH = 50;

  /** Connections beside the idle ones. */
  private static final int MORE = 200;

  private final Path folder;
  private final int rounds;
  private final int idle;
  private final Duration moment;

  SmtpRate(Path folder, Options options) {
    this.folder = folder;
    this.rounds = options.rounds();
    this.idle = options.brief() ? 200 : 1000;
    this.moment = Duration.ofSeconds(options.brief() ? 1 : 3);
  }

  /** How mail comes. */
  private record Way(String name, int perConnection, Feeder.Manner manner, double target) {
    Round round(MailServer server, int mails) throws Exception {
      return round(server, mails, perConnection);
    }

    void warmUp(MailServer server, int mails) throws Exception {
      round(server, mails, Math.min(perConnection, WARM_UP_EACH));
    }

    private Round round(MailServer server, int mails, int perConnection) throws Exception {
      Feeder feeder = new Feeder(server.port(), SESSIONS, perConnection, Load.BYTES, manner);
      try {
        long before = server.cpuMillis();
        double seconds = feeder.send(mails, number -> Load.RECIPIENT);
        return new Round(mails / seconds, (double) (server.cpuMillis() - before) / mails);
      } catch (IOException e) {
        throw new IOException(server.name() + ", " + name + ": " + e.getMessage(), e);
      }
    }
  }

  /**
   * @param rate mails per second
   * @param cpu milliseconds of the server's processor time per mail
   */
  private record Round(double rate, double cpu) {}

  private static final List<Way> WAYS =
      List.of(
          new Way("many mails each, plain", Integer.MAX_VALUE, Feeder.Manner.STEPWISE, 6),
          new Way("many mails each, TLS", Integer.MAX_VALUE, Feeder.Manner.ENCRYPTED, 6),
          new Way(
              "many mails each, TLS, pipelined",
              Integer.MAX_VALUE,
              Feeder.Manner.ENCRYPTED_PIPELINED,
              6),
          new Way("one mail each, plain", 1, Feeder.Manner.STEPWISE, 2));

  @Override
  public void run(Report report) throws Exception {
    Path place = Folders.make(folder, "smtp");
    try (Neighbours all = Neighbours.start(report, place, idle + MORE)) {
      report.title("At the door, " + SESSIONS + " sessions");
      NeighbourTable table = new NeighbourTable(report, all, "%.0f", Goal.Aim.AT_LEAST);
      table.header("mails/s");
      warmUp(all.quoin());
      List<List<List<Round>>> done = new ArrayList<>();
      for (Way way : WAYS) {
        done.add(rounds(report, all, way));
        List<List<Double>> rates = figures(done.getLast(), Round::rate);
        table.row(way.name(), rates);
        goal(report, all, way, rates);
      }
      report.title("At the door, processor time of the server");
      NeighbourTable costs = new NeighbourTable(report, all, "%.2f", Goal.Aim.AT_MOST);
      costs.header("ms/mail");
      for (int i = 0; i < done.size(); i++) {
        costs.row(WAYS.get(i).name(), figures(done.get(i), Round::cpu));
      }
      new IdleMemory(all, idle).report(report);
    }
    sessionCode(report);
  }

  private void warmUp(MailServer quoin) throws Exception {
    int mails = rounds > 1 ? WARM_UP : BRIEF_WARM_UP;
    for (int turn = 0; turn < TURNS; turn++) {
      for (Way way : WAYS) {
        way.warmUp(quoin, mails / TURNS);
      }
    }
  }

  private static void goal(Report report, Neighbours all, Way way, List<List<Double>> rates) {
    for (int i = 0; i < rates.size(); i++) {
      if (all.all().get(i) instanceof PostfixServer && !rates.get(i).isEmpty()) {
        double times = Report.middle(rates.getFirst()) / Report.middle(rates.get(i));
        String text = "door, " + way.name() + ": times Postfix";
        report.goal(text, Goal.Aim.AT_LEAST, way.target(), times);
      }
    }
  }

  private static List<List<Double>> figures(
      List<List<Round>> rounds, Function<Round, Double> figure) {
    return rounds.stream().map(each -> each.stream().map(figure).toList()).toList();
  }

  /**
   * Of each server, which take turns, after rounds that are not counted; none of one that cannot.
   */
  private List<List<Round>> rounds(Report report, Neighbours all, Way way) throws Exception {
    boolean tls = way.manner().tls();
    List<List<Round>> done = new ArrayList<>();
    List<Integer> mails = new ArrayList<>();
    for (MailServer server : all.all()) {
      mails.add(Sitters.canSit(report, server, tls) ? enough(way, server) : 0);
      done.add(new ArrayList<>());
    }
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < done.size(); i++) {
        if (mails.get(i) > 0) {
          done.get(i).add(way.round(all.all().get(i), mails.get(i)));
        }
      }
    }
    return done;
  }

  /**
   * Mails for a round that is long enough for its handshakes to be few in it, which those of the
   * first guess are not.
   */
  private int enough(Way way, MailServer server) throws Exception {
    int mails = FEWEST;
    for (int guess = 0; guess < GUESSES; guess++) {
      double rate = way.round(server, mails).rate();
      mails = Math.clamp((int) (rate * moment.toSeconds()), FEWEST, MOST);
    }
    return mails;
  }

  private void sessionCode(Report report) throws Exception {
    SessionCode cost = SessionCode.measure(moment);
    report.title("The session's own code, from memory to nowhere");
    report.line("| | µs per mail |\n|---|---:|");
    report.line("| a whole dialogue | %.1f |".formatted(cost.dialogue() / 1000));
    report.line(
        "| its lines and data read, nothing else | %.1f |".formatted(cost.reading() / 1000));
    report.goal(
        "session code: times the reading of its bytes",
        Goal.Aim.AT_MOST,
        3,
        cost.dialogue() / cost.reading());
  }
}
