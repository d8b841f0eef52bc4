package org.quoin.programs;

import java.util.List;
import java.util.Set;
import org.quoin.api.Address;
import org.quoin.api.Sender;
import org.quoin.codec.AsciiCase;

/**
 * Which mail must not get an automatic answer (RFC 3834, 2): that of machines and of lists, told by
 * its sender and by its header (P10).
 */
record Etiquette(Sender sender, Header header) {
  private static final Set<String> MACHINES =
      Set.of(
          "mailer-daemon",
          "postmaster",
          "listserv",
          "majordomo",
          "noreply",
          "no-reply",
          "donotreply",
          "do-not-reply");
  private static final List<String> BEGINNINGS =
      List.of("owner-", "bounce-", "bounces-", "bounce+", "bounces+");
  private static final List<String> ENDS =
      List.of("-owner", "-request", "-relay", "-bounces", "-outgoing", "-return");
  private static final List<String> MIDDLES = List.of("-owner-", "-return-", "-bounces+");
  private static final Set<String> PRECEDENCES = Set.of("bulk", "list", "junk");
  private static final Set<String> SUPPRESSED = Set.of("all", "oof", "autoreply");

  boolean allowsAnswer() {
    return !sender.isNull()
        && !sender.isDoubleBounce()
        && header.isWhole()
        && !isMachine(AsciiCase.lower(new Address(sender.text()).localPart()))
        && !isOfList()
        && !isAutomatic();
  }

  private static boolean isMachine(String local) {
    return MACHINES.contains(local)
        || BEGINNINGS.stream().anyMatch(local::startsWith)
        || ENDS.stream().anyMatch(local::endsWith)
        || MIDDLES.stream().anyMatch(local::contains);
  }

  private boolean isOfList() {
    return header.fields().stream().anyMatch(field -> field.name().startsWith("list-"))
        || header.has("mailing-list")
        || header.all("precedence").anyMatch(field -> PRECEDENCES.contains(word(field.value())));
  }

  private boolean isAutomatic() {
    return header.all("auto-submitted").anyMatch(field -> !word(field.value()).equals("no"))
        || header
            .all("x-auto-response-suppress")
            .flatMap(field -> List.of(field.value().split(",")).stream())
            .anyMatch(value -> SUPPRESSED.contains(word(value)));
  }

  /** The first word in lower case, without parameters and comments. */
  private static String word(String value) {
    return AsciiCase.lower(value.strip().split("[ \t;(]", 2)[0]);
  }
}
