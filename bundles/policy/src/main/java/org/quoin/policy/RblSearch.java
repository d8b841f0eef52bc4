package org.quoin.policy;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.quoin.codec.IpText;

/**
 * Looks for one address in several lists, in all of them at the same time (RFC 5782), and adds up
 * what the lists count.
 */
final class RblSearch {
  private final Lookups lookups;
  private final InetAddress address;
  private final List<Asked> asked;
  private boolean allowing; // such lists are silent
  private boolean refusing;

  private record Asked(RblZone zone, Lookups.Pending<List<InetAddress>> answers) {}

  /**
   * What came out.
   *
   * @param worst the list that counts most of those that the address is on; empty if it may pass
   * @param trouble whether a list gave no answer that could have changed this
   */
  record Finding(Optional<RblZone> worst, boolean trouble) {}

  /** Asks all lists; {@link #finding} waits for them. */
  RblSearch(Lookups lookups, InetAddress address, List<RblZone> zones) {
    this.lookups = lookups;
    this.address = address;
    this.asked = new ArrayList<>();
    for (RblZone zone : zones) {
      String name = name(zone);
      asked.add(new Asked(zone, lookups.start(resolver -> resolver.addresses(name))));
    }
  }

  private String name(RblZone zone) {
    return reversed(address) + "." + zone.name();
  }

  /** {@code 7.2.0.192}, or the 32 digits of an IPv6 address. */
  static String reversed(InetAddress address) {
    byte[] bytes = address.getAddress();
    List<String> labels = new ArrayList<>();
    for (byte each : bytes) {
      if (bytes.length == 4) {
        labels.addFirst(Integer.toString(each & 0xff));
      } else {
        String digits = HexFormat.of().toHexDigits(each);
        labels.addFirst(digits.substring(0, 1));
        labels.addFirst(digits.substring(1));
      }
    }
    return String.join(".", labels);
  }

  /**
   * @param threshold what the lists must count together
   */
  Finding finding(int threshold) {
    if (asked.stream().anyMatch(each -> each.zone().allows() && isListed(each))) {
      return new Finding(Optional.empty(), false);
    }
    int sum = 0;
    Optional<RblZone> worst = Optional.empty();
    for (Asked each : asked) {
      RblZone zone = each.zone();
      if (!zone.allows() && sum < threshold && isListed(each)) {
        sum += zone.score();
        worst = worst.filter(before -> before.score() >= zone.score()).or(() -> Optional.of(zone));
      }
    }
    return sum >= threshold
        ? new Finding(worst, allowing)
        : new Finding(Optional.empty(), refusing);
  }

  private boolean isListed(Asked each) {
    try {
      List<InetAddress> answers = each.answers().answer();
      if (RblCodes.isError(answers)) {
        miss(each.zone());
      }
      return each.zone().codes().has(answers);
    } catch (IOException e) {
      miss(each.zone());
      return false;
    }
  }

  private void miss(RblZone zone) {
    allowing |= zone.allows();
    refusing |= !zone.allows();
  }

  /** What the stranger is told: the administrator's words, else those of the list. */
  String text(RblZone zone) {
    String text = zone.text().isEmpty() ? said(zone) : zone.text();
    return Rblsmtpd.shown(text.replace("%IP%", IpText.of(address)));
  }

  private String said(RblZone zone) {
    String name = name(zone);
    try {
      List<String> texts = lookups.ask(resolver -> resolver.texts(name));
      if (!texts.isEmpty() && !texts.getFirst().isBlank()) {
        return texts.getFirst();
      }
    } catch (IOException e) {
      return listed(zone);
    }
    return listed(zone);
  }

  private static String listed(RblZone zone) {
    return "sorry, your address is listed by " + zone.name() + " (#5.7.1)";
  }
}
