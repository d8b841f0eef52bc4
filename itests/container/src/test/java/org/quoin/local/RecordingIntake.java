package org.quoin.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.quoin.api.Address;
import org.quoin.api.Parameters;
import org.quoin.api.Reply;
import org.quoin.api.Sender;
import org.quoin.api.intake.Draft;
import org.quoin.api.intake.Intake;
import org.quoin.api.intake.Receipt;
import org.quoin.api.intake.Session;
import org.quoin.api.intake.Verdict;

/** Stands in for qmail-queue: keeps what it gets, and fails as a case says. */
final class RecordingIntake implements Intake {
  record Mail(String sender, List<String> recipients, String text) {}

  final List<Mail> queued = new ArrayList<>();
  private final JsonNode queue;

  /**
   * @param queue what a case says about its queue
   */
  RecordingIntake(JsonNode queue) {
    this.queue = queue;
  }

  /** What a case expects. */
  static List<Mail> expected(JsonNode expect) {
    JsonNode envelope = expect.path("envelope");
    if (!envelope.has("sender")) {
      return List.of();
    }
    List<String> recipients = new ArrayList<>();
    envelope.get("recipients").forEach(recipient -> recipients.add(recipient.asText()));
    return List.of(
        new Mail(envelope.get("sender").asText(), recipients, expect.get("message").asText()));
  }

  @Override
  public Verdict greet(Session session) {
    return Verdict.PASS;
  }

  @Override
  public Draft begin(Session session) {
    return new RecordingDraft();
  }

  /** What our door says in place of an exit code (Q2, Q3). */
  private Receipt receipt(Mail mail) throws IOException {
    if (queue.has("signal")) {
      throw new IllegalStateException("crash");
    }
    return switch (queue.path("exit").asInt()) {
      case 0 -> {
        queued.add(mail);
        yield new Receipt.Queued(List.of("00"), 4711);
      }
      case 53 -> throw new IOException("disk full");
      case 11 -> refused(554, "envelope address too long for qq (#5.1.3)");
      case 31 -> refused(554, "mail server permanently rejected message (#5.3.0)");
      case 82 -> refused(code(queue.get("text").asText()), queue.get("text").asText().substring(1));
      case 54 -> refused(554, "envelope format error (#5.3.0)");
      case 120 -> refused(451, "unable to exec qq (#4.3.0)");
      default -> refused(451, "qq temporary problem (#4.3.0)");
    };
  }

  private static int code(String text) {
    return text.startsWith("D") ? 554 : 451;
  }

  private static Receipt refused(int code, String text) {
    return new Receipt.Refused(new Reply(code, text));
  }

  private final class RecordingDraft implements Draft {
    private final List<String> recipients = new ArrayList<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private String sender = "";

    @Override
    public Verdict sender(Sender from, Parameters parameters) {
      sender = from.text();
      return Verdict.PASS;
    }

    @Override
    public Verdict recipient(Address recipient, Parameters parameters) {
      recipients.add(recipient.text());
      return Verdict.PASS;
    }

    @Override
    public OutputStream body() {
      return body;
    }

    @Override
    public Receipt submit() throws IOException {
      return receipt(
          new Mail(sender, List.copyOf(recipients), body.toString(StandardCharsets.ISO_8859_1)));
    }

    @Override
    public void close() {}
  }
}
