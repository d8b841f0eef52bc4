package org.quoin.shell;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.felix.gogo.runtime.CommandNotFoundException;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.quoin.codec.ShellFrame.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A {@link Bench} that is a Gogo session. */
final class GogoBench implements Bench {
  static final int FAILED = 1;
  static final int NOT_FOUND = 127;

  private static final Logger LOG = LoggerFactory.getLogger(GogoBench.class);
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+(:[A-Za-z0-9_.-]+)?");
  private static final Pattern ASKS_HELP = Pattern.compile("\\s*(\\S+)\\s+--help\\s*");

  private final CommandSession session;
  private final ErrorStream errors;
  private final PrintStream complaints;
  private final Help help;
  private final Completion completion;

  GogoBench(CommandProcessor gogo, FrameSender answers, Supplier<List<Command>> commands) {
    this.errors = new ErrorStream(answers.stream(Kind.ERR));
    this.complaints = new PrintStream(errors, true, StandardCharsets.UTF_8);
    this.help = new Help(commands);
    this.completion = new Completion(commands);
    PrintStream out =
        new PrintStream(new Console(answers.stream(Kind.OUT)), true, StandardCharsets.UTF_8);
    this.session = gogo.createSession(InputStream.nullInputStream(), out, complaints);
    session.put("SCOPE", "quoin:*");
  }

  @Override
  public int run(List<String> words) {
    String name = words.getFirst();
    List<String> rest = words.subList(1, words.size());
    if (!NAME.matcher(name).matches()) {
      return complain(NOT_FOUND, "no such command: " + name);
    }
    if (rest.contains("--help")) {
      return help(name);
    }
    // Gogo puts each element of $args in place as one word, whatever is in it.
    session.put("args", List.copyOf(rest));
    return attempt(name + " $args");
  }

  @Override
  public int line(String text) {
    Matcher asksHelp = ASKS_HELP.matcher(text);
    if (asksHelp.matches()) {
      return help(asksHelp.group(1));
    }
    session.put("args", null);
    return attempt(text);
  }

  @Override
  public List<String> complete(String line) {
    return completion.choices(line);
  }

  @Override
  public void close() {
    session.close();
  }

  private int help(String name) {
    return help.print(name, session.getConsole())
        ? 0
        : complain(NOT_FOUND, "no such command: " + name);
  }

  /** Hosts the command's code, so it catches whatever comes out of it. */
  private int attempt(String line) {
    try {
      Object result = session.execute(line);
      session.getConsole().flush();
      return errors.takeStageFailed() ? FAILED : status(result);
    } catch (CommandNotFoundException e) {
      return complain(NOT_FOUND, "no such command: " + e.getCommand());
    } catch (Exception | LinkageError | StackOverflowError e) {
      return complain(FAILED, Complaint.about(e, LOG));
    }
  }

  /** An Integer is an exit status; anything else that is not null is shown. */
  private int status(Object result) throws Exception {
    if (result instanceof Integer number) {
      return number == 0 ? 0 : FAILED;
    }
    if (result != null) {
      session.getConsole().println(session.format(result, Converter.INSPECT));
    }
    return 0;
  }

  private int complain(int status, String text) {
    complaints.println("quoin: " + Complaint.plain(text));
    errors.takeStageFailed();
    return status;
  }
}
