package org.quoin.queue;

import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.quoin.api.queue.MailQueue;

/** The queues' commands as typed, through the shell's own parser, with main up. */
final class ShellRig implements AutoCloseable {
  final FleetRig rig = new FleetRig();
  final FakeConfigAdmin admin = new FakeConfigAdmin(rig.fleet);
  private final ThreadIOImpl io = new ThreadIOImpl();
  private final CommandProcessorImpl shell = new CommandProcessorImpl(io);
  private String said = "";

  ShellRig(Path etc) throws IOException {
    io.start();
    Configurations configurations = new Configurations(admin, etc);
    Rig around = rig.around;
    add("queue", new QueueCommands(rig.fleet, around.stores));
    add("queue", new MessageQuestions(rig.fleet));
    add("queue", new MessageCommands(rig.fleet));
    add("qmq", new QmqCommands(rig.fleet, around.stores, configurations));
    add("qmq", new QmqImportCommands(rig.fleet, configurations));
    add("qmq", new SteeringCommands(rig.fleet, configurations, around.controls));
    rig.configure(MailQueue.PID + "~00", Map.of("id", "00"));
    rig.untilUp("00");
  }

  private void add(String scope, Object commands) {
    for (Method method : commands.getClass().getMethods()) {
      if (method.isAnnotationPresent(Descriptor.class)) {
        shell.addCommand(scope, commands, method.getName().replaceFirst("^_", ""));
      }
    }
  }

  String say(String line) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    try (CommandSession session =
        shell.createSession(new ByteArrayInputStream(new byte[0]), print, print)) {
      session.execute(line);
    } finally {
      said = out.toString(StandardCharsets.UTF_8);
    }
    return said;
  }

  /** What the last command printed, also if it failed. */
  String said() {
    return said;
  }

  String refusal(String line) {
    return String.valueOf(assertThrows(Exception.class, () -> say(line)).getMessage());
  }

  /** What a command prints with {@code --json}: one document on one line, all ASCII. */
  JsonNode json(String line) throws Exception {
    String text = say(line);
    if (!text.endsWith("\n") || !text.strip().chars().allMatch(c -> c >= ' ' && c < 127)) {
      throw new AssertionError("not one line of ASCII: " + text);
    }
    return new ObjectMapper().readTree(text);
  }

  long accept(String instance, String... recipients) throws IOException {
    return rig.around.accept(instance, "sue@far.test", recipients);
  }

  @Override
  public void close() {
    rig.close();
    shell.stop();
    io.stop();
  }
}
