package org.quoin.programs;

import org.quoin.api.program.LocalDelivery;
import org.quoin.codec.AsciiCase;

/** The user himself, as his own {@code .forward} file would name him. */
record Self(String user, String host) {
  static Self of(LocalDelivery delivery) {
    return new Self(delivery.variable("USER").orElse(""), delivery.variable("HOST").orElse(""));
  }

  /** In any case of letters. */
  boolean isNamedBy(AddressList.Entry.Mailbox mailbox) {
    String own = mailbox.hasHost() ? user + "@" + host : user;
    return AsciiCase.lower(own).equals(AsciiCase.lower(mailbox.address()));
  }
}
