package org.quoin.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.util.regex.Pattern;
import org.quoin.kit.Platform;

/** Holds the main instance by a shell that is kept, so that no start of a program is measured. */
final class HeldQuoin implements Held {
  private static final Pattern ENDED = Pattern.compile("^end msg ");
  private static final Pattern TROUBLE = Pattern.compile("^delivery \\d+: (?!success)");

  private final QuoinServer quoin;
  private final LogTail log;
  private final Process shell;
  private final BufferedReader answers;
  private final Writer commands;

  HeldQuoin(QuoinServer quoin) throws IOException {
    this.quoin = quoin;
    Platform platform = quoin.platform();
    log = new LogTail(platform.base().resolve("log/00/current"), ENDED, TROUBLE);
    shell = platform.builder("shell").redirectError(ProcessBuilder.Redirect.INHERIT).start();
    answers = shell.inputReader();
    commands = shell.outputWriter();
  }

  @Override
  public MailServer server() {
    return quoin;
  }

  @Override
  public String domain(LocalRow row) {
    return "localhost";
  }

  @Override
  public void fill(LocalRow row, int first, int mails) throws Exception {
    say("qmq:hold 00");
    String answer = answers.readLine();
    while (answer != null && !answer.endsWith("delivers none")) {
      answer = answers.readLine();
    }
    if (answer == null) {
      throw new IOException("the queue was not held");
    }
    Feeder.kept(quoin.port()).send(mails, n -> row.address(first + n, domain(row)));
  }

  @Override
  public void release() throws IOException {
    say("qmq:release 00");
  }

  @Override
  public long ended() throws IOException {
    return log.count();
  }

  @Override
  public void close() throws IOException {
    log.close();
    commands.close();
    answers.close();
    shell.destroy();
  }

  private void say(String command) throws IOException {
    commands.write(command + "\n");
    commands.flush();
  }
}
