package org.quoin.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.quoin.api.Address;
import org.quoin.api.delivery.Cause;
import org.quoin.api.delivery.Instruction;
import org.quoin.api.delivery.Outcome;

class ExecutionTest {
  private final List<String> done = new ArrayList<>();
  private Outcome stored = new Outcome.Delivered("");
  private Outcome forwarded = new Outcome.Delivered("qp 7\n");

  private final Execution.Hands hands =
      new Execution.Hands() {
        @Override
        public Outcome store(Instruction.Mailbox mailbox, int number) {
          done.add(number + mailbox.name());
          return stored;
        }

        @Override
        public ProgramEnd run(String command) throws NotNow {
          done.add(command);
          if (command.equals("no room")) {
            throw NotNow.trouble("No room.");
          }
          return new ProgramEnd(Integer.parseInt(command), "said " + command + "\n");
        }

        @Override
        public Outcome forward(List<Address> recipients) {
          done.add(recipients.toString());
          return forwarded;
        }
      };

  @Test
  void linesAreCarriedOutInOrderAndForwardsAtTheEnd() throws Exception {
    assertEquals(
        new Outcome.Delivered("said 0\ndid 2+2+1\nqp 7\n"), run("&a", "./x", "|0", "&b", "./y"));
    assertEquals(List.of("0./x", "0", "1./y", "[a, b]"), done);
  }

  @Test
  void code99LeavesOutWhatFollows() throws Exception {
    assertEquals(
        new Outcome.Delivered("said 99\ndid 0+1+1\nqp 7\n"), run("&a", "|99", "./x", "&b"));
    assertEquals(List.of("99", "[a]"), done);
  }

  @Test
  void eachCodeMeansWhatItMeansInQmail() throws Exception {
    for (int code : new int[] {100, 64, 65, 70, 76, 77, 78, 112}) {
      assertEquals(new Outcome.Failed("said " + code + "\n"), run("&a", "|" + code, "./x"));
    }
    for (int code : new int[] {1, 2, 66, 69, 71, 75, 98, 101, 111, 113, 127, 128, 193, 255}) {
      assertEquals(
          new Outcome.Later(Cause.ANSWER, "said " + code + "\n"), run("&a", "|" + code, "./x"));
    }
    for (int code : new int[] {129, 137, 139, 192}) {
      assertEquals(
          new Outcome.Later(Cause.ANSWER, "said " + code + "\nAack, child crashed. (#4.3.0)\n"),
          run("&a", "|" + code, "./x"));
    }
    assertTrue(done.stream().noneMatch(what -> what.equals("[a]") || what.contains("x")));
  }

  @Test
  void aMailboxThatFailsSuppressesForwards() throws Exception {
    stored = new Outcome.Later(Cause.LOCAL_TROUBLE, "Unable to open ./x.\n");
    assertEquals(
        new Outcome.Later(Cause.LOCAL_TROUBLE, "said 0\nUnable to open ./x.\n"),
        run("&a", "|0", "./x"));
    stored = new Outcome.Failed("over quota\n");
    assertEquals(new Outcome.Failed("over quota\n"), run("&a", "./x"));
    assertEquals(List.of("0", "0./x", "0./x"), done);
  }

  @Test
  void troubleComesWhenItsLineIsReached() throws Exception {
    assertEquals(
        new Outcome.Later(Cause.LOCAL_TROUBLE, "said 0\nUh-oh.\n"), run("|0", "&a", "!Uh-oh."));
    assertEquals(
        new Outcome.Later(Cause.LOCAL_TROUBLE, "said 0\nNo room.\n"), run("|0", "|no room"));
    assertEquals(List.of("0", "0", "no room"), done);
  }

  @Test
  void aForwardThatIsNotTakenIsTheOutcome() throws Exception {
    forwarded = new Outcome.Later(Cause.LOCAL_TROUBLE, "Unable to forward message: x.\n");
    assertEquals(
        new Outcome.Later(Cause.LOCAL_TROUBLE, "said 0\nUnable to forward message: x.\n"),
        run("|0", "&a"));
  }

  @Test
  void aLineEndsAtItsNul() throws Exception {
    run("&a\0b", "|0\0x");
    assertEquals(List.of("0", "[a]"), done);
  }

  @Test
  void theReportIsBounded() throws Exception {
    Transcript transcript = new Transcript();
    for (int i = 0; i < 1000; i++) {
      transcript.add("0123456789");
    }
    assertEquals(
        Transcript.MOST_BYTES, transcript.before(new Outcome.Delivered("did")).text().length());
    Transcript nul = new Transcript();
    nul.add("a\0b");
    assertEquals("a_b", nul.before(new Outcome.Failed("")).text());
  }

  private Outcome run(String... lines) throws InterruptedException {
    return new Execution(hands).run(List.of(lines).stream().map(ExecutionTest::read).toList());
  }

  private static Instruction read(String line) {
    Map<Character, Instruction> kinds =
        Map.of(
            '&', new Instruction.Forward(line.substring(1)),
            '|', new Instruction.Program(line.substring(1)),
            '!', new Instruction.Trouble(line.substring(1)));
    return kinds.getOrDefault(line.charAt(0), new Instruction.Mailbox(line, "mbox"));
  }
}
