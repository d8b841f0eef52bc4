package org.quoin.inject;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.api.Reply;
import org.quoin.api.intake.Receipt;
import org.quoin.api.intake.Verdict;
import org.quoin.codec.SocketPlace;

/** The socket behind qmail-queue, spoken to as that program does. */
class QueueDoorTest {
  private static final String MESSAGE = "Subject: x\n\nb\n";
  private static final String ENVELOPE = "Fa@x\0Tb@y\0\0";

  @TempDir Path base;
  private final KeepingIntake intake = new KeepingIntake();
  private QueueDoor door;

  private record Given(String mode, int max_connections, int total_seconds)
      implements QueueDoor.Config {
    @Override
    public Class<? extends Annotation> annotationType() {
      return QueueDoor.Config.class;
    }
  }

  @BeforeEach
  void open() throws IOException {
    door = new QueueDoor(base, new Given("rw-------", 1, 60));
    door.intake = intake;
  }

  @AfterEach
  void close() throws IOException {
    door.close();
  }

  private SocketChannel connect() throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(
        UnixDomainSocketAddress.of(Files.readString(SocketPlace.address(base, "queue"))));
    return channel;
  }

  private static byte[] frames(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Frames.send(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)), out);
    return out.toByteArray();
  }

  /** The answer as text, its exit code first. */
  private String submit(String message, String envelope) throws IOException {
    try (SocketChannel channel = connect()) {
      channel.write(ByteBuffer.wrap(frames(message)));
      channel.write(ByteBuffer.wrap(frames(envelope)));
      return answer(channel);
    }
  }

  private static String answer(SocketChannel channel) {
    byte[] answer;
    try {
      answer = Channels.newInputStream(channel).readAllBytes();
    } catch (IOException e) {
      return ""; // hung up
    }
    return answer.length == 0
        ? ""
        : answer[0] + " " + new String(answer, 1, answer.length - 1, StandardCharsets.ISO_8859_1);
  }

  @Test
  void aMessageIsHandedInAsItsUsers() throws IOException {
    assertEquals("0 17", submit(MESSAGE, ENVELOPE));
    Object uid = Files.getAttribute(base, "unix:uid");
    assertEquals(
        List.of(
            new KeepingIntake.Mail(Map.of("UID", uid.toString()), "a@x", List.of("b@y"), MESSAGE)),
        intake.mails);
    assertEquals(1, intake.closed);
  }

  @Test
  void everyByteAndAnySizeArrives() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 300_000; i++) {
      text.append((char) (i * 7 % 256));
    }
    assertEquals("0 17", submit(text.toString(), "F\u00fc@x\0T\u0001\u00ff\0\0"));
    assertEquals(text.toString(), intake.mails.getFirst().text());
    assertEquals(List.of("\u0001\u00ff"), intake.mails.getFirst().recipients());
  }

  @Test
  void whatIsCutOffIsNotQueued() throws IOException {
    byte[] message = frames(MESSAGE);
    byte[] envelope = frames(ENVELOPE);
    byte[] all = new byte[message.length + envelope.length];
    System.arraycopy(message, 0, all, 0, message.length);
    System.arraycopy(envelope, 0, all, message.length, envelope.length);
    for (int length = 0; length < all.length - 4; length++) {
      try (SocketChannel channel = connect()) {
        channel.write(ByteBuffer.wrap(all, 0, length));
        channel.shutdownOutput();
        assertEquals("", answer(channel), "after " + length + " bytes");
      }
    }
    assertEquals(List.of(), intake.mails);
  }

  @Test
  void garbageIsHungUpOn() throws IOException {
    for (String bytes : List.of("GET / HTTP/1.0\r\n\r\n", "\u00ff\u00ff\u00ff\u00ff", "\0\1\0\1")) {
      try (SocketChannel channel = connect()) {
        channel.write(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)));
        channel.shutdownOutput();
        assertEquals("", answer(channel));
      }
    }
    assertEquals("0 17", submit(MESSAGE, ENVELOPE));
  }

  @Test
  void refusalsSpeakForThemselves() throws IOException {
    intake.end = () -> new Receipt.Refused(Reply.permanent("no (#5.7.1)"));
    assertEquals("82 Dno (#5.7.1)", submit(MESSAGE, ENVELOPE));
    intake.end = () -> new Receipt.Discarded("spam");
    assertEquals("0 ", submit(MESSAGE, ENVELOPE));
    intake.recipientVerdict = Verdict.refuse(450, "later (#4.7.1)");
    assertEquals("82 Zlater (#4.7.1)", submit(MESSAGE, ENVELOPE));
    intake.busy = true;
    assertEquals("82 Zno room (#4.3.1)", submit(MESSAGE, ENVELOPE));
    door.intake = null;
    assertEquals("71 ", submit(MESSAGE, ENVELOPE));
  }

  @Test
  void anEnvelopeBeyondAllMeasureIsPutOff() throws IOException {
    String recipients = ("T" + "x".repeat(1000) + "\0").repeat(9000);
    assertEquals("51 ", submit(MESSAGE, "Fa@x\0" + recipients + "\0"));
    assertEquals("91 ", submit(MESSAGE, "Xa@x\0" + recipients + "\0"));
    assertEquals(List.of(), intake.mails);
  }

  @Test
  void whatFollowsTheEnvelopeIsNotWaitedFor() throws IOException {
    byte[] bytes = "Fa@x\0Tb@y\0\0junk\0".getBytes(StandardCharsets.ISO_8859_1);
    EnvelopeEnd envelope = new EnvelopeEnd(new ByteArrayInputStream(bytes));
    assertEquals(
        "Fa@x\0Tb@y\0\0", new String(envelope.readAllBytes(), StandardCharsets.ISO_8859_1));
  }

  @Test
  void aFullDiskIsAWriteError() throws IOException {
    intake.full = true;
    assertEquals("53 ", submit("x".repeat(1 << 20), ENVELOPE));
    intake.full = false;
    intake.end =
        () -> {
          throw new IOException("no space left on device");
        };
    assertEquals("53 ", submit(MESSAGE, ENVELOPE));
    assertEquals(List.of(), intake.mails);
  }

  @Test
  void aStopHangsUpOnWhoeverIsThere() throws IOException {
    try (SocketChannel channel = connect()) {
      channel.write(ByteBuffer.wrap(frames(MESSAGE)));
      door.close();
      assertEquals("", answer(channel));
    }
    assertTrue(Files.notExists(SocketPlace.address(base, "queue")));
    assertEquals(List.of(), intake.mails);
  }

  @Test
  void badSettingsAreNamed() {
    assertThrows(
        IllegalArgumentException.class, () -> new QueueDoor(base, new Given("rwx", 1, 60)));
    String text =
        assertThrows(
                IllegalArgumentException.class,
                () -> new QueueDoor(base, new Given("rw-------", 0, 60)))
            .getMessage();
    assertEquals("\"max.connections\" must be from 1 to 10000", text);
  }
}
