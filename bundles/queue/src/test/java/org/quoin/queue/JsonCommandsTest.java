package org.quoin.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.api.delivery.Cause;
import org.quoin.api.delivery.Outcome;

/** What {@code --json} prints: one document, keys that stay, and nothing that breaks it. */
class JsonCommandsTest {
  @TempDir Path etc;
  private ShellRig shell;

  @BeforeEach
  void start() throws IOException {
    shell = new ShellRig(etc);
  }

  @AfterEach
  void close() {
    shell.close();
  }

  private static List<String> keys(JsonNode node) {
    return node.propertyStream().map(Map.Entry::getKey).toList();
  }

  @Test
  void listHasMessagesWithTheirRecipients() throws Exception {
    assertEquals(0, shell.json("queue:list --json").get("messages").size());
    shell.say("qmq:create 01:one --state held");
    long number = shell.accept("01", "ann@far.test", "bob@far.test");
    assertTrue(shell.json("queue:list --json").get("complete").booleanValue());
    assertFalse(shell.json("queue:list --json --limit 0").get("complete").booleanValue());
    JsonNode message = shell.json("queue:list --json --recipient 'ann*'").at("/messages/0");
    assertEquals(
        List.of("queue", "message", "birth", "bytes", "sender", "recipients"), keys(message));
    assertEquals("01", message.get("queue").textValue());
    assertEquals(number, message.get("message").longValue());
    assertEquals("sue@far.test", message.get("sender").textValue());
    JsonNode recipient = message.at("/recipients/1");
    assertEquals(List.of("recipient", "status", "reason"), keys(recipient));
    assertEquals("bob@far.test", recipient.get("recipient").textValue());
    assertEquals("held", recipient.get("status").textValue());
    shell.say("qmq:release 01");
    assertTrue(shell.rig.idle());
    JsonNode waiting = shell.json("queue:list --json").at("/messages/0/recipients/0");
    assertEquals("waiting", waiting.get("status").textValue());
    assertFalse(Instant.parse(waiting.get("due").textValue()).isBefore(Instant.EPOCH));
  }

  @Test
  void bytesOfMailAreReadableOrKeptOneByOneAndBreakNothing() throws Exception {
    String utf8 = TextBytes.typed("j\u00f6rg\ud83d\ude00@far.test");
    shell.accept("00", utf8, "j\u00f6rg@far.test", "a\"b\\c\n\u001b[31m\u007f\u009b@far.test");
    JsonNode recipients = shell.json("queue:list --json").at("/messages/0/recipients");
    assertEquals("j\u00f6rg\ud83d\ude00@far.test", recipients.at("/0/recipient").textValue());
    assertEquals("j\u00f6rg@far.test", recipients.at("/1/recipient").textValue());
    assertEquals(
        "a\"b\\c\n\u001b[31m\u007f\u009b@far.test", recipients.at("/2/recipient").textValue());
  }

  @Property(tries = 500)
  void anyTextComesOutOfTheDocumentAsItWentIn(@ForAll String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    JsonPage.print(
        print,
        json -> {
          json.writeStartObject();
          json.write(text, text);
          json.writeEnd();
        });
    String line = out.toString(StandardCharsets.UTF_8);
    assertTrue(line.strip().chars().allMatch(c -> c >= ' ' && c < 127), line);
    assertEquals(text, new ObjectMapper().readTree(line).get(text).textValue());
  }

  @Test
  void showHasTheHeaderToo() throws Exception {
    long number = shell.accept("00", "ann@far.test");
    JsonNode message = shell.json("queue:show --json " + number).at("/messages/0");
    assertEquals(number, message.get("message").longValue());
    assertEquals("Subject: hello", message.at("/header/0").textValue());
    assertTrue(shell.refusal("queue:show --json 4711").contains("there is no message"));
  }

  @Test
  void whySaysItPerRecipient() throws Exception {
    shell.rig.around.local(d -> new Outcome.Later(Cause.ANSWER, "busy\n"));
    long number = shell.accept("00", "joe@here.test");
    assertTrue(shell.rig.idle());
    JsonNode message = shell.json("queue:why --json " + number).at("/messages/0");
    assertEquals(List.of("queue", "message", "recipients"), keys(message));
    JsonNode recipient = message.at("/recipients/0");
    assertEquals(List.of("recipient", "reason", "answer"), keys(recipient));
    assertEquals("busy", recipient.get("answer").textValue());
    assertTrue(recipient.get("reason").textValue().startsWith("next attempt in"));
  }

  @Test
  void topAndStatCount() throws Exception {
    shell.accept("00", "ann@far.test", "bob@far.test");
    JsonNode top = shell.json("queue:top --json");
    assertEquals("domain", top.get("by").textValue());
    assertEquals("far.test", top.at("/top/0/key").textValue());
    assertEquals(2, top.at("/top/0/recipients").intValue());
    JsonNode senders = shell.json("queue:top --by sender --json");
    assertEquals("sue@far.test", senders.at("/top/0/key").textValue());
    JsonNode stat = shell.json("queue:stat --json");
    assertEquals(
        List.of("id", "alias", "messages", "waiting", "parked", "held", "local", "remote"),
        keys(stat.at("/queues/0")));
    assertEquals(
        List.of("name", "appends", "syncs", "bytes", "bodyFiles"), keys(stat.at("/stores/0")));
  }

  @Test
  void instancesAndOrphansAreListed() throws Exception {
    shell.say("qmq:create 01:one --domains one.test,.one.test redirect=00");
    shell.accept("05", "ann@far.test");
    JsonNode list = shell.json("qmq:list --json");
    JsonNode one = list.at("/queues/1");
    assertEquals("01", one.get("id").textValue());
    assertEquals(".one.test", one.at("/domains/1").textValue());
    assertEquals("00", one.get("redirect").textValue());
    assertEquals(0, one.get("problems").size());
    assertEquals("05", list.at("/orphans/0/id").textValue());
    assertEquals(1, list.at("/orphans/0/messages").intValue());
  }

  @Test
  void checkNamesStoresAndWhatWasFound() throws Exception {
    long number = shell.accept("00", "ann@far.test");
    assertEquals(
        "{\"stores\":[{\"name\":\"journal\",\"messages\":1}],\"found\":[]}\n",
        shell.say("queue:check --json"));
    shell.rig.around.store.suspect(number);
    assertEquals("things found: 1", shell.refusal("queue:check --json"));
    JsonNode said = new ObjectMapper().readTree(shell.said());
    assertEquals("message " + number + " is suspect", said.at("/found/0").textValue());
  }
}
