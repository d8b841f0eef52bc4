package org.quoin.net;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.quoin.api.table.LookupTable;
import org.quoin.codec.CdbReader;
import org.quoin.codec.ControlSyntax;
import org.quoin.codec.IpText;
import org.quoin.codec.MemoryFile;
import org.quoin.fuzz.Claim;
import org.quoin.fuzz.Draw;

/**
 * Access rules as a text and a visitor: the text decides as the cdb does that tcprules would make
 * of it. The first line is the visitor: address, host and user with blanks between.
 */
public final class RulesFuzz {
  private static final int MOST_BYTES = 1 << 20;

  private RulesFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    String[] parts = Draw.text(input).split("\n", 2);
    Visitor visitor = visitor(parts[0]);
    List<String> lines = ControlSyntax.list(parts.length > 1 ? parts[1] : "");
    Optional<AccessText> text = text(lines);
    if (lines.stream().noneMatch(RulesFuzz::isBeyondTcprules)) {
      compiled(lines, text, visitor);
    }
    text.flatMap(rules -> rules.find(visitor)).ifPresent(rule -> around(rule, visitor));
  }

  private static Optional<AccessText> text(List<String> lines) {
    try {
      return Optional.of(AccessText.of(lines));
    } catch (IllegalArgumentException e) {
      Claim.that(
          lines.stream().anyMatch(line -> String.valueOf(e.getMessage()).endsWith(": " + line)),
          "it names the line");
      return Optional.empty();
    }
  }

  private static Visitor visitor(String line) {
    String[] words = line.split(" ", 3);
    String ip = Network.literal(words[0]).map(IpText::of).orElse("10.1.2.3");
    return new Visitor(ip, word(words, 1), word(words, 2));
  }

  private static Optional<String> word(String[] words, int index) {
    return index < words.length && !words[index].isEmpty()
        ? Optional.of(words[index])
        : Optional.empty();
  }

  /**
   * Networks and IPv6; what is refused here and not there: numbers without end, {@code ,!}, NUL.
   */
  private static boolean isBeyondTcprules(String line) {
    String address = line.substring(0, Math.max(0, line.indexOf(':')));
    boolean isNetwork =
        address.contains("/") || line.matches("(?s)[0-9a-fA-F.]*:[0-9a-fA-F:./]*:(deny|allow).*");
    return isNetwork || line.matches("(?s).*(,!|\0).*") || address.matches(".*\\d{10}.*");
  }

  private static void compiled(List<String> lines, Optional<AccessText> text, Visitor visitor)
      throws IOException {
    MemoryFile file = new MemoryFile();
    boolean good = new TcprulesModel(file).compile(lines);
    Claim.same(good, text.isPresent(), "what tcprules takes");
    if (good) {
      CdbReader cdb = new CdbReader(file);
      LookupTable table = keys -> first(cdb, keys);
      Access expected = table.find(visitor.keys()).map(Access::of).orElse(Access.DEFAULT);
      Optional<AccessText.Rule> found = text.flatMap(rules -> rules.find(visitor));
      Claim.same(expected, found.map(AccessText.Rule::access).orElse(Access.DEFAULT), "alike");
      found.ifPresent(
          rule -> Claim.that(visitor.keys().contains(rule.key()), "a key of the visitor's"));
    }
  }

  private static Optional<String> first(CdbReader cdb, List<String> keys) throws IOException {
    for (String key : keys) {
      Optional<byte[]> data = cdb.find(Draw.bytes(key), MOST_BYTES);
      if (data.isPresent()) {
        return data.map(Draw::text);
      }
    }
    return Optional.empty();
  }

  /** A rule that applies by its network has the visitor in it. */
  private static void around(AccessText.Rule rule, Visitor visitor) {
    Optional<Network> network = Network.parse(rule.key());
    if (network.isPresent() && !visitor.keys().contains(rule.key())) {
      boolean inside = Network.around(visitor.ip()).filter(network.get()::has).isPresent();
      Claim.that(inside, visitor.ip() + " is not in " + rule.key());
    }
  }
}
