package org.quoin.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.quoin.kit.Platform;
import org.quoin.kit.RecordedHome;

/**
 * Lets a platform answer the recorded cases of qmail-smtpd. Each comes from an address of its own,
 * which a PROXY header names; the rule for this address sets the case's variables, among them
 * TCPREMOTEIP to the recorded address, and QMAILQUEUE to a program that takes what is queued and
 * ends as the case says.
 */
record RecordedSmtp(Platform platform, Path folder) {
  private static final String RULES = "tcp.smtp";
  private static final int PATIENCE_MILLIS = 30_000;
  private static final List<String> OWN = List.of("servercert.pem", "tls", RULES);
  private static final String LISTENER =
      """
      name = smtp
      protocol = smtp
      address = 127.0.0.1
      port = ${env:QUOIN_SMTP_PORT:-2525}
      tls = off
      rules = tcp.smtp
      proxies = 127.0.0.1/32
      """;

  /** Sets up a platform that does not run yet as qmail-smtpd was: nothing but qmail's. */
  void prepare(List<JsonNode> cases) throws Exception {
    StringBuilder rules = new StringBuilder();
    for (JsonNode json : cases) {
      rules.append(rule(json, queue(json)));
    }
    platform
        .with("control/" + RULES, rules.toString())
        .with("etc/org.quoin.net.listener-smtp.cfg", LISTENER)
        .with("etc/org.quoin.policy.rcpthosts.cfg", "absent.admits.all = true\n")
        .with("etc/org.quoin.smtpd.cfg", "extensions = none\nstrict.lines = false\n");
    Files.delete(platform.base().resolve("etc/org.quoin.net.listener-submission.cfg"));
    Files.delete(platform.base().resolve("etc/org.quoin.net.listener-smtps.cfg"));
  }

  /** What cases have in common that can be checked one after the other. */
  static String controls(JsonNode json) {
    return json.at("/setup/control") + " " + json.at("/setup/newmrh");
  }

  /** Sets up the control files of a case, and of all with the same ones. */
  void lay(JsonNode json) throws IOException {
    Path control = platform.base().resolve("control");
    try (Stream<Path> files = Files.list(control)) {
      for (Path file : files.toList()) {
        if (!OWN.contains(file.getFileName().toString())) {
          Files.delete(file);
        }
      }
    }
    RecordedHome.layOut(readable(json.at("/setup/control")), control);
    if (json.at("/setup/newmrh").asBoolean()) {
      platform.mustSay("control:newmrh");
    }
    platform.mustSay("control:reload");
  }

  /** Sends what the case's peer sent, and compares. */
  void check(JsonNode json) throws IOException {
    Path queued = queued(json);
    String id = id(json) + " " + json.path("about").asText();
    Tokens.assertMatch(json.at("/expect/stdout").asText(), said(json), id);
    List<JsonNode> expected = new ArrayList<>();
    if (json.path("expect").has("envelope")) {
      expected.add(json.path("expect"));
    }
    json.at("/expect/queued").forEach(expected::add);
    for (int i = 1; i <= expected.size(); i++) {
      JsonNode mail = expected.get(i - 1);
      assertEquals(envelope(mail.path("envelope")), text(queued.resolve("envelope" + i)), id);
      Tokens.assertMatch(mail.path("message").asText(), text(queued.resolve("message" + i)), id);
    }
    assertEquals("", text(queued.resolve("envelope" + (expected.size() + 1))), id);
  }

  private static String id(JsonNode json) {
    return json.path("id").asText();
  }

  private Path queued(JsonNode json) {
    return folder.resolve(id(json));
  }

  /** The address from which the case comes to us: that of its number. */
  private static String address(JsonNode json) {
    int number = Integer.parseInt(id(json).replaceAll("\\D", ""));
    return "10.0.%d.%d".formatted(number >> 8, number & 0xFF);
  }

  /** What nobody may read is a folder here, as root may read every file. */
  private static JsonNode readable(JsonNode recorded) {
    ObjectNode files = recorded.deepCopy();
    for (Map.Entry<String, JsonNode> file : recorded.properties()) {
      if (file.getValue().path("mode").asText().equals("0000")) {
        files.putObject(file.getKey()).put("type", "dir");
      }
    }
    return files;
  }

  private static String rule(JsonNode json, Path queue) {
    Map<String, String> variables = new TreeMap<>();
    variables.put("QMAILQUEUE", queue.toString());
    if (json.at("/setup/env/TCPLOCALIP").isMissingNode()) { // of a connection it is always known
      List.of("TCPREMOTEIP", "TCPLOCALHOST").forEach(each -> variables.put(each, "unknown"));
    }
    json.at("/setup/env")
        .properties()
        .forEach(each -> variables.put(each.getKey(), each.getValue().asText()));
    if (json.path("program").asText().equals("fixcrio")) {
      variables.put("FIXCRIO", "");
    }
    StringBuilder rule = new StringBuilder(address(json)).append(":allow");
    variables.forEach((name, value) -> rule.append(",%s=\"%s\"".formatted(name, value)));
    return rule.append('\n').toString();
  }

  /** The recorder in place of qmail-queue. */
  private Path queue(JsonNode json) throws IOException {
    Path queued = Files.createDirectory(queued(json));
    JsonNode answer = json.at("/setup/queue");
    StringBuilder script = new StringBuilder("#!/bin/sh\ncd '" + queued + "' || exit 54\n");
    if (answer.path("read").asBoolean(true)) {
      script.append("i=1\nwhile [ -e message$i ]; do i=$((i+1)); done\n");
      script.append("cat >message$i && cat <&1 >envelope || exit 54\n");
    }
    Path text = Files.writeString(queued.resolve("text"), answer.path("text").asText());
    script.append("cat '%s' >&6\n".formatted(text));
    int exit = answer.path("exit").asInt();
    if (answer.has("signal")) {
      script.append("kill -%d $$\n".formatted(answer.path("signal").asInt()));
    }
    script.append(exit == 0 ? "mv envelope envelope$i\n" : "").append("exit " + exit + "\n");
    Path file = Files.writeString(queued.resolve("qmail-queue"), script.toString());
    file.toFile().setExecutable(true);
    return file;
  }

  private String said(JsonNode json) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), platform.port())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      String localIp = json.at("/setup/env/TCPLOCALIP").asText("192.0.2.1");
      String header = "PROXY TCP4 %s %s 1234 25\r\n".formatted(address(json), localIp);
      String input = header + json.path("stdin").asText();
      socket.getOutputStream().write(input.getBytes(StandardCharsets.ISO_8859_1));
      if (!json.at("/setup/stdin_stays_open").asBoolean()) {
        socket.shutdownOutput();
      }
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  /** In the form in which qmail-queue gets it. */
  private static String envelope(JsonNode envelope) {
    StringBuilder text = new StringBuilder();
    text.append('F').append(envelope.path("sender").asText()).append('\0');
    envelope
        .path("recipients")
        .forEach(each -> text.append('T').append(each.asText()).append('\0'));
    return text.append('\0').toString();
  }

  private static String text(Path file) throws IOException {
    return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
  }
}
