package org.quoin.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What clients received from programs behind tcpserver: kind tcpserver of {@code tcprules.json}.
 * Not compared is what tcpserver wrote on standard error: the words of the log are those of the
 * observe bundle, which makes them of the events that listeners publish.
 */
class TcpserverOracleTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static JsonNode cases() throws IOException {
    String root = System.getProperty("quoin.root", "../..");
    Path folder = Path.of(System.getProperty("quoin.oracles", root + "/itests/oracles"));
    return new ObjectMapper().readTree(folder.resolve("tcprules.json").toFile());
  }

  @Test
  void everyRecordedCasePasses() throws Exception {
    List<String> differences = new ArrayList<>();
    int cases = 0;
    for (JsonNode each : cases()) {
      if (each.get("kind").asText().equals("tcpserver")) {
        cases++;
        compare(each, differences);
      }
    }
    System.out.printf("tcprules.json, tcpserver: %d of %d%n", cases - differences.size(), cases);
    assertEquals(List.of(), differences);
    assertTrue(cases > 0, "no cases found");
  }

  private static void compare(JsonNode json, List<String> differences) throws Exception {
    TcpserverCall call = TcpserverCall.of(json);
    List<String> expected = new ArrayList<>();
    List<String> received = new ArrayList<>();
    try (Harbour harbour = new Harbour()) {
      harbour.install(call.program(), 0);
      call.rules().ifPresent(text -> harbour.control.put(TcpserverCall.RULES, text));
      Doorman doorman = harbour.start(Harbour.settings(0, call.limits()).with(call.admission()));
      int port = Harbour.port(doorman);
      for (JsonNode each : json.at("/expect/received")) {
        expected.add(each.asText());
        received.add(
            received(json.get("client").asText(), port)
                .replaceAll("(?m)^TCPLOCALPORT=" + port + "$", "TCPLOCALPORT=<PORT>"));
      }
    }
    if (!received.equals(expected)) {
      differences.add(json.get("id").asText() + ": " + received + " not " + expected);
    }
  }

  /** All that a client gets that says nothing; its own port as a token. */
  private static String received(String client, int port) throws IOException {
    try (Socket socket = new Socket()) {
      socket.bind(new InetSocketAddress(client, 0));
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      byte[] all = socket.getInputStream().readAllBytes();
      return new String(all, StandardCharsets.ISO_8859_1)
          .replaceAll("(?m)^TCPREMOTEPORT=" + socket.getLocalPort() + "$", "TCPREMOTEPORT=<PORT>");
    }
  }
}
