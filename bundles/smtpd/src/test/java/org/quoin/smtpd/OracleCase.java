package org.quoin.smtpd;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.quoin.api.Peer;
import org.quoin.api.Reply;

/** One recorded case of qmail-smtpd; {@code itests/oracles/README.md} describes the format. */
record OracleCase(JsonNode json) {

  String id() {
    return json.path("id").asText() + " " + json.path("about").asText();
  }

  String program() {
    return json.path("program").asText();
  }

  JsonNode setup() {
    return json.path("setup");
  }

  /** What went differently, in words; empty if nothing did. */
  String difference() throws IOException {
    Bench bench = new Bench(control(), queue()).settings(settings());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    bench.protocol().serve(connection(out));
    String said = out.toString(StandardCharsets.ISO_8859_1);
    String expected = known(json.path("expect").path("stdout").asText());
    if (!said.equals(expected)) {
      return "said " + said + "\nnot " + expected;
    }
    return bench.intake.queued.equals(expectedMail())
        ? ""
        : "queued " + bench.intake.queued + "\nnot " + expectedMail();
  }

  private static Settings settings() {
    Settings usual = Settings.DEFAULT;
    return new Settings(
        usual.lineBytes(), usual.recipients(), usual.errors(), Set.of(), false, usual.help());
  }

  private FakeControlFiles control() {
    FakeControlFiles control = new FakeControlFiles();
    for (Map.Entry<String, JsonNode> file : setup().path("control").properties()) {
      JsonNode value = file.getValue();
      if (value.isTextual()) {
        control.with(file.getKey(), value.asText());
      } else {
        control.unreadable(file.getKey());
      }
    }
    if (setup().path("newmrh").asBoolean()) {
      // Compiled, for the fake that acts the relay rules: it reads the entries as they are.
      String entries = setup().path("control").path("morercpthosts").asText();
      control.with("morercpthosts.cdb", entries);
    }
    return control;
  }

  private FakeQueue queue() {
    JsonNode queue = setup().path("queue");
    QueueEnd exit =
        new QueueEnd(
            queue.path("exit").asInt(0),
            queue.path("text").asText(""),
            queue.path("read").asBoolean(true));
    FakeQueue fake = new FakeQueue();
    // A queue that failed without reading the message shows as a body that cannot be written.
    fake.reads(exit.read() || exit.code() == 0);
    Optional<Reply> refusal = exit.refusal();
    refusal.ifPresent(reply -> fake.refuse("submit", reply));
    return fake;
  }

  private FakeConnection connection(ByteArrayOutputStream out) {
    Map<String, String> variables = new TreeMap<>();
    setup().path("env").properties().forEach(e -> variables.put(e.getKey(), e.getValue().asText()));
    if (program().equals("fixcrio")) {
      variables.put("FIXCRIO", "");
    }
    @Nullable String ip = variables.remove("TCPREMOTEIP");
    @Nullable String localIp = variables.remove("TCPLOCALIP");
    Peer peer =
        new Peer(
            ip == null ? "unknown" : ip,
            1234,
            Optional.ofNullable(variables.remove("TCPREMOTEHOST")),
            Optional.ofNullable(variables.remove("TCPREMOTEINFO")),
            localIp == null ? "unknown" : localIp,
            25,
            Optional.ofNullable(variables.remove("TCPLOCALHOST")));
    return new FakeConnection(input(), out, peer, variables);
  }

  private InputStream input() {
    InputStream in = new ByteArrayInputStream(Bench.bytes(json.path("stdin").asText()));
    boolean open = setup().path("stdin_stays_open").asBoolean(false);
    return open ? new SequenceInputStream(in, new Silence()) : in;
  }

  private static final class Silence extends InputStream {
    @Override
    public int read() throws IOException {
      throw new SocketTimeoutException("silent");
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      return read();
    }
  }

  private List<FakeIntake.Mail> expectedMail() {
    JsonNode expect = json.path("expect");
    List<FakeIntake.Mail> mail = new ArrayList<>();
    if (expect.has("envelope")) {
      mail.add(mail(expect));
    }
    expect.path("queued").forEach(each -> mail.add(mail(each)));
    return mail;
  }

  private static FakeIntake.Mail mail(JsonNode node) {
    List<String> recipients = new ArrayList<>();
    node.path("envelope").path("recipients").forEach(each -> recipients.add(each.asText()));
    String sender = node.path("envelope").path("sender").asText();
    return new FakeIntake.Mail(sender, recipients, known(node.path("message").asText()));
  }

  /** The tokens of the recordings, as the bench's clock and queue make them. */
  private static String known(String text) {
    return text.replace("<EPOCH>", Long.toString(Bench.NOW.getEpochSecond()))
        .replace("<QP>", Long.toString(FakeIntake.MESSAGE))
        .replace("<DATE>", Bench.DATE);
  }
}
