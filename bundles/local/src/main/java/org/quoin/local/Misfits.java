package org.quoin.local;

import java.util.Optional;
import org.quoin.api.Address;
import org.quoin.api.Reply;
import org.quoin.api.intake.Receipt;

/**
 * Those of several recipients whom a filter refuses for good, and who do not keep the mail from the
 * others. Qmail's queue takes every address, and a bad one bounces by itself.
 */
final class Misfits {
  private final StringBuilder report = new StringBuilder();
  private int count;
  private Optional<Receipt> first = Optional.empty();

  /** Takes the end that a recipient would be of the whole mail; false if it must be that. */
  boolean take(Address recipient, Receipt end) {
    if (!(end instanceof Receipt.Refused(Reply reply)) || !reply.isPermanent()) {
      return false;
    }
    first = first.or(() -> Optional.of(end));
    count++;
    report.append("Unable to forward message to %s: %s.\n".formatted(recipient, reply.text()));
    return true;
  }

  /** The end after all if nobody else is left of so many. */
  Optional<Receipt> end(int recipients) {
    return count == recipients ? first : Optional.empty();
  }

  /** A line for each, empty if there are none. */
  String report() {
    return report.toString();
  }
}
