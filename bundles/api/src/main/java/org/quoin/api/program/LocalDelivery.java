package org.quoin.api.program;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.quoin.api.Address;
import org.quoin.api.Content;
import org.quoin.api.Sender;
import org.quoin.api.intake.Receipt;
import org.quoin.api.table.ControlFiles;

/**
 * What a {@link LocalProgram} finds around itself: for a process it would be standard input, the
 * environment, the current folder and qmail-queue. Texts are bytes as characters.
 */
@ProviderType
public interface LocalDelivery {
  /** Standard input: the message, without Return-Path and Delivered-To lines of this delivery. */
  Content message();

  /** The current folder: the account's home. */
  Path folder();

  /** A variable of the environment, such as SENDER or DTLINE (L9); empty if it is not set. */
  Optional<String> variable(String name);

  /** The control files as they are now. */
  ControlFiles control();

  /** Writes to standard output; the report of the delivery begins with what is written. */
  void say(String text);

  /** Writes to standard error; in a report the same. */
  void complain(String text);

  /**
   * Runs a program as a child with the same environment, folder, output and time limit, and waits
   * for it.
   *
   * @param words the program, looked for as execvp(3) does, and its arguments; without NUL
   * @param input its standard input
   * @return its exit code; 128 and the number of the signal that killed it; 127 if there is no such
   *     program and 126 if it cannot be executed, as a shell says it
   * @throws IOException if none can be run now
   */
  int run(List<String> words, Content input) throws IOException, InterruptedException;

  /**
   * Hands in a new message by the one door, as qmail-queue would.
   *
   * @return queued only when it is durable; a door that is busy or away is a temporary refusal,
   *     with qmail's words without a full stop, such as {@code qq temporary problem (#4.3.0)}
   * @throws IOException if the message cannot be read
   */
  Receipt queue(Sender sender, List<Address> recipients, Content message) throws IOException;
}
