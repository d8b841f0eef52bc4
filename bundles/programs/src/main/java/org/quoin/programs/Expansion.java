package org.quoin.programs;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.quoin.api.Address;
import org.quoin.api.program.LocalDelivery;
import org.quoin.api.program.LocalProgram;

/**
 * Follows aliases and lists to the addresses behind them (F1). The last command is carried out
 * first, each one once, however deep it lies. An alias with an owner is not followed: its mail goes
 * out and comes in again, and then has the owner as sender.
 */
final class Expansion {
  /** Most addresses that anybody needs. */
  static final int LIMIT = 1 << 20;

  /** Most bytes of commands: the queue takes no larger envelope. */
  static final int LIMIT_BYTES = 1 << 23;

  /** Runs a program of an alias, or only tells of it. */
  @FunctionalInterface
  interface Runner {
    /**
     * @param command with its first letter
     * @return an exit code; only after 0 it goes on
     */
    int run(String command) throws IOException, InterruptedException, Fatal;
  }

  private final LocalDelivery delivery;
  private final AliasTable table;
  private final Runner runner;
  private final Deque<Commands> left = new ArrayDeque<>();
  private final Set<String> lists = new HashSet<>();
  private final Set<String> addresses = new HashSet<>();
  private final List<Address> recipients = new ArrayList<>();
  private final int limit;
  private long bytes;

  /**
   * @param limit most addresses
   */
  Expansion(LocalDelivery delivery, AliasTable table, Runner runner, int limit) {
    this.delivery = delivery;
    this.table = table;
    this.runner = runner;
    this.limit = limit;
  }

  /**
   * @param commands those of the original recipient
   * @return the exit code of the program that has ended it, or 0
   */
  int follow(Commands commands) throws IOException, InterruptedException, Fatal {
    int exit = carryOut(commands);
    while (exit == LocalProgram.DONE && !left.isEmpty()) {
      Optional<String> command = left.getLast().takeLast();
      if (command.isEmpty()) {
        left.removeLast();
      } else {
        exit = carryOut(command.get());
      }
    }
    return exit;
  }

  /** The addresses that have been found, in the order in which the message is sent to them. */
  List<Address> recipients() {
    return recipients.reversed();
  }

  private int carryOut(String command) throws IOException, InterruptedException, Fatal {
    if (command.charAt(0) == '&') {
      String address = command.substring(1);
      return addresses.add(address) ? forward(address) : LocalProgram.DONE;
    }
    return lists.add(command)
        ? carryOut(ListFile.read(NamedFile.in(delivery, command)))
        : LocalProgram.DONE;
  }

  private int forward(String address) throws IOException, InterruptedException, Fatal {
    if (addresses.size() > limit) {
      throw Fatal.later("more than %d addresses".formatted(limit));
    }
    Optional<Commands> commands = table.commands(address);
    if (commands.isPresent() && !table.isOwned(address)) {
      return carryOut(commands.get());
    }
    recipients.add(new Address(address));
    return LocalProgram.DONE;
  }

  /** Runs the programs, and keeps what else there is to do. */
  private int carryOut(Commands commands) throws IOException, InterruptedException, Fatal {
    for (String program : commands.programs()) {
      int exit = runner.run(program);
      if (exit != LocalProgram.DONE) {
        return exit;
      }
    }
    bytes += commands.bytes();
    if (bytes > LIMIT_BYTES) {
      throw Fatal.later("more than %d bytes of addresses".formatted(LIMIT_BYTES));
    }
    left.addLast(commands);
    return LocalProgram.DONE;
  }
}
