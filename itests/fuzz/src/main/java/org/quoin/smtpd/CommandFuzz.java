package org.quoin.smtpd;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.quoin.api.Address;
import org.quoin.api.Parameters;
import org.quoin.api.Peer;
import org.quoin.api.Sender;
import org.quoin.codec.AsciiCase;
import org.quoin.codec.Quoting;
import org.quoin.fuzz.Claim;
import org.quoin.fuzz.Draw;

/** Command lines, and the arguments of those that have a syntax of their own. */
public final class CommandFuzz {
  private static final int MOST_PORT = 65_535;
  private static final Peer PEER =
      new Peer(
          "192.0.2.1", 1025, Optional.empty(), Optional.empty(), "192.0.2.2", 25, Optional.empty());

  private CommandFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    for (String line : Draw.text(input).split("\n", -1)) {
      line(line);
    }
  }

  private static void line(String line) {
    Command command = Command.parse(line);
    if (!line.endsWith("\r")) {
      Claim.same(command, Command.parse(line + "\r"), "a CR before LF does not matter");
    }
    switch (command) {
      case Command.Helo helo -> name(line, helo.name());
      case Command.Ehlo ehlo -> name(line, ehlo.name());
      case Command.Mail mail -> argument(line, "mail", mail.argument());
      case Command.Rcpt rcpt -> argument(line, "rcpt", rcpt.argument());
      case Command.Bdat bdat -> chunk(bdat.argument());
      case Command.StartTls tls -> verb(line, "starttls", tls.argument());
      case Command.Xclient xclient -> xclient(xclient.argument());
      case Command.Auth auth -> verb(line, "auth", auth.argument());
      case Command.Word word -> {}
    }
  }

  private static void name(String line, String name) {
    Claim.that(name.indexOf(0) < 0 && line.contains(name), "a name has no NUL");
  }

  /** What is cut off in front of an argument is the verb and blanks. */
  private static void verb(String line, String verb, String argument) {
    String text = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    Claim.that(text.endsWith(argument), "the argument is the end of the line");
    String front = text.substring(0, text.length() - argument.length());
    Claim.same(verb, AsciiCase.lower(front.replaceFirst(" +$", "")), "the verb");
    Claim.that(!argument.startsWith(" "), "no blank before the argument");
  }

  private static void argument(String line, String verb, String argument) {
    verb(line, verb, argument);
    Optional<Path> path = Path.parse(argument);
    Claim.same(argument.indexOf(0) < 0, path.isPresent(), "a NUL is refused, and nothing else");
    if (path.isEmpty()) {
      return;
    }
    Claim.same(new AddressModel(argument).address(), path.get().address(), "as in qmail");
    Claim.that(argument.endsWith(path.get().parameters()), "parameters are what is left");
    address(path.get().address());
    wishes(path.get());
  }

  /** However an address is written for the wire, it is read back as it was. */
  private static void address(String address) {
    Address recipient = new Address(address);
    String again = recipient.localPart() + "@" + recipient.domain();
    Claim.same(recipient.hasDomain() ? address : address + "@", again, "two parts");
    Claim.same(address, new Sender(address).text(), "the sender");
    String escaped = address.replaceAll("(?s).", "\\\\$0");
    Claim.same(
        Optional.of(new Path(address, " SIZE=1")),
        Path.parse("TO:<" + escaped + "> SIZE=1"),
        "with backslashes");
    boolean sound = recipient.domain().matches("(?s)[^\\\\\">]*");
    String quoted = Quoting.quoted(address);
    if (sound && !quoted.startsWith("@")) {
      Claim.same(Optional.of(new Path(address, "")), Path.parse("TO:<" + quoted + ">"), "quoted");
    }
  }

  /** What is kept of parameters is kept again when it is sent on. */
  private static void wishes(Path path) {
    path.size();
    stable(Wishes.ofMail(path, Settings.DEFAULT), false, true);
    stable(Wishes.ofRecipient(path, false, Settings.DEFAULT), false, false);
    stable(Wishes.ofRecipient(path, true, Settings.DEFAULT), true, false);
  }

  private static void stable(Optional<Parameters> kept, boolean utf8, boolean mail) {
    if (kept.isEmpty()) {
      return;
    }
    String text = kept.get().text();
    Set<Integer> control =
        new HashSet<>(text.chars().filter(c -> c < ' ' || c == 127).boxed().toList());
    Claim.same(Set.of(), control, "control characters in parameters");
    Path again = new Path("", text);
    Claim.same(
        kept,
        mail
            ? Wishes.ofMail(again, Settings.DEFAULT)
            : Wishes.ofRecipient(again, utf8, Settings.DEFAULT),
        "kept once and again");
  }

  private static void chunk(String argument) {
    Optional<Chunk> chunk = Chunk.parse(argument);
    if (chunk.isPresent()) {
      String text = chunk.get().bytes() + (chunk.get().last() ? " LAST" : "");
      Claim.that(chunk.get().bytes() >= 0, "no chunk is shorter than nothing");
      Claim.same(chunk, Chunk.parse(text), "a chunk");
    }
  }

  private static void xclient(String argument) {
    Optional<Xclient> said = Xclient.parse(argument);
    if (said.isEmpty()) {
      return;
    }
    for (String value : said.get().values().values()) {
      Claim.that(value.chars().noneMatch(Character::isISOControl), "a value of one line");
    }
    Peer peer = said.get().peer(PEER);
    for (int port : List.of(peer.remotePort(), peer.localPort())) {
      Claim.that(port >= 0 && port <= MOST_PORT, "a port");
    }
  }
}
