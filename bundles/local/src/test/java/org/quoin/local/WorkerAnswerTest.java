package org.quoin.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.quoin.api.Address;
import org.quoin.api.Sender;
import org.quoin.api.delivery.Cause;
import org.quoin.api.delivery.Outcome;

class WorkerAnswerTest {
  private static final WorkerAnswer FORWARDS =
      new WorkerAnswer(
          new Outcome.Delivered("did 0+2+0\n"),
          new Sender("joe-owner@example.org"),
          List.of(new Address("a@b"), new Address("")),
          "noted");

  @Test
  void whatIsWrittenIsRead() throws IOException {
    for (Outcome outcome :
        List.of(
            new Outcome.Delivered("\u00ff\n"),
            new Outcome.Failed("no"),
            new Outcome.Later(Cause.ANSWER, ""),
            new Outcome.Later(Cause.TIMEOUT, "a"),
            new Outcome.Later(Cause.LOCAL_TROUBLE, "b"))) {
      WorkerAnswer answer = WorkerAnswer.of(outcome, "noted");
      assertEquals(answer, read(written(answer)));
    }
    assertEquals(FORWARDS, read(written(FORWARDS)));
  }

  /** Else a user could keep his mail in the queue for ever. */
  @Test
  void noCauseComesThroughForWhichMailWaitsWithoutEnd() throws IOException {
    Outcome missing = new Outcome.Later(Cause.MISSING_PLUGIN, "away");
    assertEquals(
        new Outcome.Later(Cause.LOCAL_TROUBLE, "away"),
        read(written(WorkerAnswer.of(missing, ""))).outcome());
    assertGarbage("ZM\0\0\0\0\0\0\0\0\0\0\0\0\n");
  }

  @Test
  void noBeginningOfAnAnswerIsOne() throws IOException {
    byte[] whole = written(FORWARDS);
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThrows(IOException.class, () -> read(part), "of " + length + " bytes");
    }
  }

  @Test
  void sizesHaveLimitsAndNoRoomIsTakenForThem() {
    assertGarbage("K\177\377\377\377");
    assertGarbage("K\377\377\377\377");
    assertGarbage("K\0\0\17\241"); // 4001 bytes
    assertGarbage("K\0\0\0\0\0\0\0\0\177\377\377\377");
    assertGarbage("K\0\0\0\0\0\0\0\0\0\0\0\1\177\377\377\377");
  }

  @Test
  void whatIsNoAnswerIsRefused() {
    assertGarbage("X\0\0\0\0\0\0\0\0\0\0\0\0\n");
    assertGarbage("ZX\0\0\0\0\0\0\0\0\0\0\0\0\n");
    assertGarbage("K\0\0\0\0\0\0\0\0\0\0\0\0K");
    assertGarbage("D\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0\1a\0\0\0\1b\n"); // a failure forwards nothing
    assertGarbage("K\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0\1\0\0\0\0\1b\n"); // a NUL in an address
  }

  @Test
  void aNulInAReportDoesNotEndIt() throws IOException {
    assertEquals("a_b", read(bytes("D\0\0\0\3a\0b\0\0\0\0\0\0\0\0\n")).outcome().text());
  }

  @Test
  void noiseNeverDoesMoreThanFail() {
    long seed = 20_271_127;
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      byte[] noise = new byte[random.nextInt(60)];
      random.nextBytes(noise);
      if (noise.length > 0 && i % 2 == 0) {
        noise[0] = (byte) "KDZ".charAt(i % 3);
        Arrays.fill(noise, 1, Math.min(noise.length, 1 + random.nextInt(16)), (byte) 0);
      }
      try {
        read(noise);
      } catch (IOException e) {
        assertEquals(0, e.getSuppressed().length);
      }
    }
  }

  @Test
  void moreForwardsThanCanBeToldMakeTheMailWait() throws IOException {
    List<Address> many = Collections.nCopies(100_001, new Address("a"));
    WorkerAnswer answer = new WorkerAnswer(new Outcome.Delivered(""), Sender.NULL, many, "");
    assertEquals(
        new Outcome.Later(Cause.LOCAL_TROUBLE, "Too much to forward. (#4.3.0)\n"),
        read(written(answer.bounded())).outcome());
  }

  private static void assertGarbage(String text) {
    assertThrows(GarbageException.class, () -> read(bytes(text)), text);
  }

  private static byte[] bytes(String text) {
    byte[] bytes = new byte[text.length()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) text.charAt(i);
    }
    return bytes;
  }

  private static byte[] written(WorkerAnswer answer) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    answer.write(new WireWriter(new DataOutputStream(out)));
    return out.toByteArray();
  }

  private static WorkerAnswer read(byte[] bytes) throws IOException {
    return WorkerAnswer.read(new WireReader(new DataInputStream(new ByteArrayInputStream(bytes))));
  }
}
