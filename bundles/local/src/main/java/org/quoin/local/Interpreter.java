package org.quoin.local;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.quoin.api.delivery.DeliveryInstructions;
import org.quoin.api.delivery.Instruction;
import org.quoin.api.delivery.Instructions;
import org.quoin.api.delivery.PutOffException;
import org.quoin.api.user.Account;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks what shall be done with an account's mail. Without the one who knows, mail waits. */
record Interpreter(Plugins<DeliveryInstructions> known, Fallback fallback) {
  private static final Logger LOG = LoggerFactory.getLogger(Interpreter.class);
  private static final String NAME = "dotqmail";

  /** The default delivery instructions, asked for only if they are needed. */
  @FunctionalInterface
  interface Fallback {
    List<String> lines() throws NotNow;
  }

  /** A question that may go wrong. */
  @FunctionalInterface
  private interface Question<T> {
    T ask(DeliveryInstructions instructions) throws IOException;
  }

  /** Empty if there is no such mailbox. */
  Optional<Instructions> find(Account account) throws NotNow {
    return ask(instructions -> instructions.find(account));
  }

  /** Whether there is such a mailbox, even if its instructions must not be followed now. */
  boolean knows(Account account) throws NotNow {
    return ask(
        instructions -> {
          try {
            return instructions.find(account).isPresent();
          } catch (PutOffException e) {
            return true;
          }
        });
  }

  /**
   * The lines to carry out: the owner's, else the default ones (L13).
   *
   * @throws NotNow if these are no instructions at all: mail that nobody stores is not delivered
   */
  List<Instruction> lines(Instructions found) throws NotNow {
    if (found.lines().isPresent()) {
      return found.lines().get();
    }
    String text = String.join("\n", fallback.lines());
    List<Instruction> lines = ask(instructions -> instructions.parse(text));
    if (lines.isEmpty()) {
      throw NotNow.trouble("No instruction says where to deliver. (#4.3.0)");
    }
    return lines;
  }

  private <T> T ask(Question<T> question) throws NotNow {
    DeliveryInstructions instructions =
        known
            .named(NAME)
            .orElseThrow(() -> NotNow.missing("The " + NAME + " bundle is not installed."));
    try {
      return question.ask(instructions);
    } catch (PutOffException e) {
      throw NotNow.trouble(e.text());
    } catch (IOException e) {
      throw NotNow.trouble(
          "Trouble reading delivery instructions: " + e.getMessage() + ". (#4.3.0)");
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("delivery instructions failed", e);
      throw NotNow.trouble("Trouble reading delivery instructions. (#4.3.0)");
    }
  }
}
