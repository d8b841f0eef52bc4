package org.quoin.smtpd;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.quoin.api.Address;
import org.quoin.api.Parameters;
import org.quoin.api.Sender;
import org.quoin.api.intake.Draft;
import org.quoin.api.intake.Intake;
import org.quoin.api.intake.Receipt;
import org.quoin.api.intake.Session;
import org.quoin.api.intake.Verdict;

/**
 * What a dialogue costs beyond reading its bytes: mails from memory, through a whole dialogue to an
 * intake that throws them away, and in turn by {@link Input} and {@link DataReader} alone. No test:
 * the benchmark {@code smtp} runs it.
 */
final class SessionCost {
  private static final int MAILS = 1000;
  private static final int LINES = 57;
  private static final int WARM_ROUNDS = 3;
  private static final String MAIL =
      "MAIL FROM:<sue@bench.test>\r\nRCPT TO:<alice@localhost>\r\nDATA\r\n"
          + "From: <sue@bench.test>\r\nTo: <alice@localhost>\r\nSubject: bench\r\n\r\n"
          + ("x".repeat(70) + "\r\n").repeat(LINES)
          + ".\r\n";
  private static final byte[] TALK =
      Bench.bytes("EHLO bench.test\r\n" + MAIL.repeat(MAILS) + "QUIT\r\n");

  private SessionCost() {}

  /** Passes over all mails. */
  @FunctionalInterface
  private interface Pass {
    void run() throws IOException;
  }

  /**
   * @param args how many milliseconds each of the two is measured
   */
  public static void main(String[] args) throws IOException {
    long nanos = Duration.ofMillis(Long.parseLong(args[0])).toNanos();
    SmtpProtocol protocol = protocol();
    Pass dialogue = () -> protocol.serve(connection());
    Pass reading = SessionCost::read;
    for (int round = 0; round < WARM_ROUNDS; round++) {
      nanosPerMail(dialogue, nanos);
      nanosPerMail(reading, nanos);
    }
    System.out.printf(
        "dialogue %d reading %d%n", nanosPerMail(dialogue, nanos), nanosPerMail(reading, nanos));
  }

  /** Of the quickest pass: what disturbs one only makes it longer. */
  private static long nanosPerMail(Pass pass, long nanos) throws IOException {
    long end = System.nanoTime() + nanos;
    long best = Long.MAX_VALUE;
    do {
      long start = System.nanoTime();
      pass.run();
      best = Math.min(best, System.nanoTime() - start);
    } while (System.nanoTime() < end);
    return best / MAILS;
  }

  private static FakeConnection connection() {
    return new FakeConnection(new ByteArrayInputStream(TALK), OutputStream.nullOutputStream());
  }

  private static SmtpProtocol protocol() {
    Bench bench = new Bench();
    bench.clock = InstantSource.system();
    SmtpProtocol protocol = bench.protocol();
    protocol.intake = new Nowhere();
    protocol.events = event -> {};
    return protocol;
  }

  private static void read() throws IOException {
    Output none = new Output(OutputStream.nullOutputStream());
    Input input = new Input(new ByteArrayInputStream(TALK), none);
    int most = Settings.LINE_BYTES;
    input.readLine(most);
    for (int mail = 0; mail < MAILS; mail++) {
      for (int line = 0; line < 3; line++) {
        require(input.readLine(most).isPresent());
      }
      DataReader reader = new DataReader(input, (buffer, from, length) -> {});
      require(reader.read() == DataReader.End.LONE_DOT);
    }
    require(input.readLine(most).equals(Optional.of("QUIT\r")));
  }

  private static void require(boolean good) {
    if (!good) {
      throw new IllegalStateException("the mails were not read as they are");
    }
  }

  /** Takes all and keeps nothing. */
  private static final class Nowhere implements Intake {
    @Override
    public Verdict greet(Session session) {
      return Verdict.pass();
    }

    @Override
    public Draft begin(Session session) {
      return new Draft() {
        @Override
        public Verdict sender(Sender sender, Parameters parameters) {
          return Verdict.pass();
        }

        @Override
        public Verdict recipient(Address recipient, Parameters parameters) {
          return Verdict.pass();
        }

        @Override
        public OutputStream body() {
          return OutputStream.nullOutputStream();
        }

        @Override
        public Receipt submit() {
          return new Receipt.Queued(List.of("00"), 1);
        }

        @Override
        public void close() {}
      };
    }
  }
}
