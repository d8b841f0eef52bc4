package org.quoin.mailbox;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.quoin.api.Address;
import org.quoin.api.Content;
import org.quoin.api.Sender;
import org.quoin.api.intake.Receipt;
import org.quoin.api.program.LocalDelivery;
import org.quoin.api.table.ControlFiles;

/** The surroundings of a program that needs a folder and variables only. */
final class FakeDelivery implements LocalDelivery {
  final Map<String, String> variables = new HashMap<>();
  final StringBuilder said = new StringBuilder();
  final StringBuilder complained = new StringBuilder();
  private final Path folder;

  FakeDelivery(Path folder) {
    this.folder = folder;
  }

  @Override
  public Content message() {
    return MemoryBody.content("Subject: x\n\n");
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name));
  }

  @Override
  public ControlFiles control() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void say(String text) {
    said.append(text);
  }

  @Override
  public void complain(String text) {
    complained.append(text);
  }

  @Override
  public int run(List<String> words, Content input) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Receipt queue(Sender sender, List<Address> recipients, Content message) {
    throw new UnsupportedOperationException();
  }
}
