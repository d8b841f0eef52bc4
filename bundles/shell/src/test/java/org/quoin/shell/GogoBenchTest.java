package org.quoin.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.quoin.codec.ShellFrame;
import org.quoin.codec.ShellFrame.Kind;

/** With the real Gogo runtime. */
final class GogoBenchTest {
  private final ThreadIOImpl threadIo = new ThreadIOImpl();
  private final CommandProcessorImpl gogo = new CommandProcessorImpl(threadIo);
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private final Bench bench;

  GogoBenchTest() {
    threadIo.start();
    for (String name : List.of("say", "fail", "crash", "number")) {
      gogo.addCommand("test", new Commands(), name);
    }
    gogo.addCommand("text", new TextCommands(), "grep");
    gogo.addCommand("text", new TextCommands(), "count");
    bench = new GogoBench(gogo, new FrameSender(sent), () -> List.of(Commands.SAY));
  }

  @AfterEach
  void stop() {
    bench.close();
    threadIo.stop();
  }

  @Test
  void noWordIsParsedAgain() throws IOException {
    assertEquals(0, bench.run(List.of("test:say", "$x; fail | (y) \"'`{")));
    assertEquals("$x; fail | (y) \"'`{\n", text(Kind.OUT));
    assertEquals(0, bench.run(List.of("test:say", "a", "", "1", "b c")));
    assertEquals("a,,1,b c\n", text(Kind.OUT));
  }

  @Test
  void aNameWithMoreThanANameInItIsNoCommand() throws IOException {
    for (String name : List.of("test:say;test:say", "test:say x", "$x", "", "(test:say)")) {
      assertEquals(GogoBench.NOT_FOUND, bench.run(List.of(name)));
      assertEquals("quoin: no such command: " + name + "\n", text(Kind.ERR));
    }
  }

  @Test
  void aFailureIsOneSentenceAndStatusOne() throws IOException {
    assertEquals(1, bench.run(List.of("test:fail")));
    assertEquals("quoin: the disk is full\n", text(Kind.ERR));
    assertEquals(1, bench.run(List.of("test:crash")));
    assertEquals("quoin: No value present\n", text(Kind.ERR));
  }

  @Test
  void aNumberIsAnExitStatus() throws IOException {
    assertEquals(1, bench.run(List.of("test:number", "3")));
    assertEquals(0, bench.run(List.of("test:number", "0")));
    assertEquals("", text(Kind.OUT));
  }

  @Test
  void wrongArgumentsAndUnknownCommandsAreSaidPlainly() throws IOException {
    assertEquals(1, bench.run(List.of("test:fail", "surplus")));
    assertTrue(text(Kind.ERR).startsWith("quoin: wrong arguments;"));
    assertEquals(127, bench.run(List.of("nobody:knows")));
    assertEquals("quoin: no such command: nobody:knows\n", text(Kind.ERR));
  }

  @Test
  void aFailingEarlyStageShowsInTheStatus() throws IOException {
    assertEquals(1, bench.line("test:fail | text:count"));
    assertEquals("quoin: the disk is full\n", text(Kind.ERR));
    assertEquals(0, bench.line("test:say a | text:count"));
    assertEquals("1\n", text(Kind.OUT));
  }

  @Test
  void whatACommandPrintsToItsConsoleGoesThroughThePipe() throws IOException {
    assertEquals(0, bench.line("test:say apple | text:grep pp"));
    assertEquals("apple\n", text(Kind.OUT));
    assertEquals(1, bench.line("test:say apple | text:grep x"));
    assertEquals("", text(Kind.OUT));
  }

  @Test
  void variablesLiveAsLongAsTheSession() throws IOException {
    assertEquals(0, bench.line("x = hello"));
    text(Kind.OUT);
    assertEquals(0, bench.line("test:say $x"));
    assertEquals("hello\n", text(Kind.OUT));
  }

  @Test
  void aLineThatIsNoProgramFails() throws IOException {
    assertEquals(1, bench.line("test:say ("));
    assertTrue(text(Kind.ERR).startsWith("quoin: "));
  }

  @Test
  void helpIsMadeOfTheAnnotations() throws IOException {
    String expected =
        """
        test:say - Says it
        usage: test:say [--loud] [-t, --times TIMES] WORDS...
          --loud             in capitals
          -t, --times TIMES  how often
        """;
    assertEquals(0, bench.run(List.of("test:say", "x", "--help")));
    assertEquals(expected, text(Kind.OUT));
    assertEquals(0, bench.line(" say  --help "));
    assertEquals(expected, text(Kind.OUT));
    assertEquals(127, bench.run(List.of("test:nothing", "--help")));
  }

  @Test
  void completionKnowsCommandsAndTheirOptions() {
    assertEquals(List.of("test:say"), bench.complete("te"));
    assertEquals(List.of("test:say"), bench.complete("x | t"));
    assertEquals(List.of("--help", "--loud", "--times"), bench.complete("test:say --"));
    assertEquals(List.of("--times"), bench.complete("test:say a --t"));
    assertEquals(List.of(), bench.complete("test:say zzz"));
  }

  /** What was sent of one kind; all is forgotten then. */
  private String text(Kind kind) throws IOException {
    StringBuilder text = new StringBuilder();
    ByteArrayInputStream in = new ByteArrayInputStream(sent.toByteArray());
    sent.reset();
    for (Optional<ShellFrame> frame = ShellFrame.read(in);
        frame.isPresent();
        frame = ShellFrame.read(in)) {
      if (frame.get().kind() == kind) {
        text.append(frame.get().text());
      }
    }
    return text.toString();
  }

  /** Commands as a subsystem has them. */
  public static final class Commands {
    static final Command SAY =
        new Command("test", "say", CommandList.implementing("say", Commands.class.getMethods()));

    public Commands() {}

    @Descriptor("Says it")
    public void say(
        CommandSession session,
        @Descriptor("in capitals")
            @Parameter(
                names = {"--loud"},
                presentValue = "true",
                absentValue = "false")
            boolean loud,
        @Descriptor("how often")
            @Parameter(
                names = {"-t", "--times"},
                absentValue = "1")
            int times,
        String... words) {
      for (int i = 0; i < times; i++) {
        session.getConsole().println(loud ? "LOUD" : String.join(",", words));
      }
    }

    public void fail(CommandSession session) throws IOException {
      throw new IOException("the disk is full");
    }

    public void crash(CommandSession session) {
      session.put("x", Optional.ofNullable(session.get("nothing")).orElseThrow());
    }

    public int number(CommandSession session, int number) {
      return number;
    }
  }
}
