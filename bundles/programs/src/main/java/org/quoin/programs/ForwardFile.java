package org.quoin.programs;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.quoin.api.Address;
import org.quoin.api.Reply;
import org.quoin.api.Sender;
import org.quoin.api.intake.Receipt;
import org.quoin.api.program.LocalDelivery;
import org.quoin.api.program.LocalProgram;
import org.quoin.programs.AddressList.Entry;

/** One {@code .forward} file, and what it wants done with the message (W1). */
final class ForwardFile {
  private final NamedFile file;
  private final LocalDelivery delivery;

  /** Nothing is done, only said on standard error. */
  private final boolean telling;

  private final TopLines lines;
  private final Self self;
  private final List<Address> targets = new ArrayList<>();

  /** Read when an address needs them: control files may be closed to this user. */
  private Optional<DefaultNames> names = Optional.empty();

  private boolean empty = true;
  private boolean forSelf;
  private long bytes;

  ForwardFile(NamedFile file, LocalDelivery delivery, boolean telling) {
    this.file = file;
    this.delivery = delivery;
    this.telling = telling;
    this.lines = TopLines.of(delivery);
    this.self = Self.of(delivery);
  }

  /** The exit code; empty if there is no such file, or nothing in it. */
  OptionalInt follow() throws IOException, InterruptedException, Fatal {
    Optional<FileChannel> opened = opened();
    if (opened.isEmpty()) {
      return OptionalInt.empty();
    }
    try (FileChannel channel = opened.get()) {
      ByteLines text = new ByteLines(Channels.newInputStream(channel), file.name());
      return follow(new AddressLines(text, false));
    }
  }

  private Optional<FileChannel> opened() throws Fatal {
    try {
      return Optional.of(file.open());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw Fatal.later("unable to open " + file.name() + ": " + ErrorWords.of(e));
    }
  }

  private OptionalInt follow(AddressLines text) throws IOException, InterruptedException, Fatal {
    Optional<List<Entry>> line = text.next();
    while (line.isPresent()) {
      for (Entry entry : line.get()) {
        int exit = take((Entry.Mailbox) entry);
        if (exit != LocalProgram.DONE) {
          return OptionalInt.of(exit);
        }
      }
      line = text.next();
    }
    if (!targets.isEmpty() && !telling) {
      send();
    }
    return end();
  }

  private OptionalInt end() {
    if (forSelf) {
      tell("direct delivery");
      return OptionalInt.of(LocalProgram.DONE);
    }
    if (empty) {
      tell("skipping empty file " + file.name());
      return OptionalInt.empty();
    }
    return OptionalInt.of(LocalProgram.STOP);
  }

  /** The exit code of a program, else 0. */
  private int take(Entry.Mailbox mailbox) throws IOException, InterruptedException, Fatal {
    if (mailbox.address().isEmpty()) {
      return LocalProgram.DONE;
    }
    empty = false;
    if (self.isNamedBy(mailbox)) {
      forSelf = true;
      return LocalProgram.DONE;
    }
    EntryChecks.refuseFile(mailbox);
    if (mailbox.isProgram()) {
      return run(mailbox.address().substring(1));
    }
    addTarget(complete(mailbox));
    return LocalProgram.DONE;
  }

  private String complete(Entry.Mailbox mailbox) throws IOException {
    if (DefaultNames.isComplete(mailbox)) {
      return mailbox.address();
    }
    if (names.isEmpty()) {
      names = Optional.of(DefaultNames.of(delivery));
    }
    return names.get().complete(mailbox);
  }

  private int run(String line) throws IOException, InterruptedException, Fatal {
    EntryChecks.refuse('\0', line, "NUL", "program names");
    if (telling) {
      tell("pipe through " + line);
      return LocalProgram.DONE;
    }
    return new ShellLine("/bin/sh", line).run(delivery, delivery.message().onTop(lines.all()));
  }

  private void addTarget(String address) throws Fatal {
    EntryChecks.refuse('\0', address, "NUL", "recipient addresses");
    bytes += address.length();
    if (targets.size() == Expansion.LIMIT || bytes > Expansion.LIMIT_BYTES) {
      throw Fatal.later(
          "more than %d addresses or %d bytes of them"
              .formatted(Expansion.LIMIT, Expansion.LIMIT_BYTES));
    }
    targets.add(new Address(address));
    tell("forward " + address);
  }

  private void send() throws IOException, Fatal {
    Sender sender = new Sender(delivery.variable("NEWSENDER").orElse(""));
    switch (delivery.queue(sender, targets, delivery.message().onTop(lines.deliveredTo()))) {
      case Receipt.Queued queued ->
          delivery.complain("dot-forward: info: qp " + queued.message() + "\n");
      case Receipt.Refused(Reply reply) -> {
        String why = "unable to forward message: " + reply.text();
        throw reply.isPermanent() ? Fatal.failed(why) : Fatal.later(why);
      }
      case Receipt.Discarded gone -> {} // a filter of ours wants it so
    }
  }

  private void tell(String what) {
    if (telling) {
      delivery.complain(what + "\n");
    }
  }
}
