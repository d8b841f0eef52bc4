package org.quoin.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.quoin.api.Address;
import org.quoin.api.Content;
import org.quoin.api.Sender;
import org.quoin.api.intake.Receipt;
import org.quoin.api.program.LocalDelivery;
import org.quoin.api.table.ControlFiles;
import org.quoin.codec.ShellWords;

/** The surroundings of a program that runs in this process. */
final class HostedDelivery implements LocalDelivery, AutoCloseable {

  /**
   * Where it runs.
   *
   * @param variables that tell of the delivery, bytes as characters
   * @param inherited variables of the platform that are passed on
   */
  record Surroundings(
      Path home,
      Map<String, String> variables,
      Map<String, String> inherited,
      Letter letter,
      Forwarder door,
      ControlFiles control) {}

  private final Surroundings around;
  private final Transcript transcript = new Transcript();
  private volatile boolean over;

  HostedDelivery(Surroundings around) {
    this.around = around;
  }

  @Override
  public Content message() {
    return around.letter().message();
  }

  @Override
  public Path folder() {
    return around.home();
  }

  @Override
  public Optional<String> variable(String name) {
    return Optional.ofNullable(around.variables().get(name))
        .or(() -> Optional.ofNullable(around.inherited().get(name)));
  }

  @Override
  public ControlFiles control() {
    return around.control();
  }

  @Override
  public void say(String text) {
    synchronized (transcript) {
      transcript.add(text);
    }
  }

  @Override
  public void complain(String text) {
    say(text);
  }

  @Override
  public int run(List<String> words, Content input) throws IOException, InterruptedException {
    requireTime();
    try {
      ProgramEnd end =
          around
              .letter()
              .workplace()
              .run("exec " + ShellWords.of(words), around.home(), around.variables(), input);
      say(end.output());
      return end.exit();
    } catch (NotNow e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public Receipt queue(Sender sender, List<Address> recipients, Content message)
      throws IOException {
    requireTime();
    return around.door().hand(around.letter().session(), sender, recipients, message);
  }

  /** What it said, and its children. */
  String said() {
    synchronized (transcript) {
      return transcript.text();
    }
  }

  /** Nothing may be started or handed in any more. */
  @Override
  public void close() {
    over = true;
  }

  private void requireTime() throws IOException {
    if (over) {
      throw new IOException("the time of this delivery is over");
    }
  }
}
