package org.quoin.programs;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.quoin.api.Address;
import org.quoin.api.Content;
import org.quoin.api.Sender;
import org.quoin.api.intake.Receipt;
import org.quoin.api.program.LocalDelivery;
import org.quoin.api.program.LocalProgram;
import org.quoin.api.table.ControlFiles;
import org.quoin.codec.BytePath;
import org.quoin.codec.ShellWords;

/**
 * A process as a {@link LocalDelivery}: its own input, environment, folder and output; mail goes to
 * qmail-queue.
 */
final class Standalone implements LocalDelivery, AutoCloseable {

  private final StandardInput input;
  private final Place place;

  Standalone(StandardInput input, Place place) {
    this.input = input;
    this.place = place;
  }

  /** This process itself. */
  static Standalone here(Place place) throws IOException {
    return new Standalone(StandardInput.ofProcess(), place);
  }

  /** Runs one to its exit code, as a process would end. */
  static int run(
      String name, LocalProgram program, LocalDelivery delivery, List<String> arguments) {
    try {
      return program.run(delivery, arguments);
    } catch (IOException e) {
      delivery.complain(name + ": fatal: " + e.getMessage() + "\n");
      return LocalProgram.LATER;
    } catch (InterruptedException e) {
      return LocalProgram.LATER;
    }
  }

  @Override
  public Content message() {
    return new Content("", input);
  }

  @Override
  public Path folder() {
    return place.folder();
  }

  @Override
  public Optional<String> variable(String name) {
    return Optional.ofNullable(place.environment().get(name));
  }

  @Override
  public ControlFiles control() {
    return new PlainControl(base().resolve("control"));
  }

  @Override
  public void say(String text) {
    write(place.out(), text);
  }

  @Override
  public void complain(String text) {
    write(place.err(), text);
  }

  @Override
  public int run(List<String> words, Content content) throws IOException, InterruptedException {
    String script = "exec " + ShellWords.of(words); // a shell tells why one cannot be started
    try (Child child = new Child(place.shell(script).start())) {
      return child.read(content);
    }
  }

  @Override
  public Receipt queue(Sender sender, List<Address> recipients, Content content)
      throws IOException {
    return new QueueProgram(place).run(sender, recipients, content);
  }

  @Override
  public void close() throws IOException {
    input.close();
  }

  /** The base folder, as {@code bin/quoin} finds it. */
  private Path base() {
    return variable("QUOIN_BASE")
        .filter(value -> !value.isEmpty())
        .map(BytePath::of)
        .orElseGet(() -> BytePath.of(variable("HOME").orElse("/")).resolve("quoin"));
  }

  private static void write(PrintStream to, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    to.write(bytes, 0, bytes.length);
    to.flush();
  }
}
