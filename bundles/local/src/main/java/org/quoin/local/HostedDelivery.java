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
  private final Object state = new Object();
  private boolean over;
  private boolean handedIn;

  /** How many messages are being handed in. */
  private int handing;

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
    beginHanding();
    boolean accepted = false;
    try {
      Receipt receipt = around.door().hand(around.letter().session(), sender, recipients, message);
      accepted = !(receipt instanceof Receipt.Refused);
      return receipt;
    } finally {
      endHanding(accepted);
    }
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
    closed();
  }

  /** The same; whether nothing is being handed in. What is may be handed in to its end. */
  boolean closed() {
    synchronized (state) {
      over = true;
      return handing == 0;
    }
  }

  boolean isOver() {
    synchronized (state) {
      return over;
    }
  }

  /** Whether mail was accepted from it, or may be just now. */
  boolean hasHandedIn() {
    synchronized (state) {
      return handedIn || handing > 0;
    }
  }

  private void beginHanding() throws IOException {
    synchronized (state) {
      requireTime();
      handing++;
    }
  }

  /** An interrupt that came meanwhile has waited until here. */
  private void endHanding(boolean accepted) {
    synchronized (state) {
      handing--;
      handedIn |= accepted;
      if (over) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void requireTime() throws IOException {
    if (isOver()) {
      throw new IOException("the time of this delivery is over");
    }
  }
}
