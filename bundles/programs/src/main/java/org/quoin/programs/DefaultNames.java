package org.quoin.programs;

import java.io.IOException;
import org.quoin.api.program.LocalDelivery;
import org.quoin.api.table.ControlFiles;

/**
 * Completes addresses as a person writes them, by the control files {@code defaulthost}, {@code
 * defaultdomain} and {@code plusdomain}, for each of them {@code me} (qmail-header(5)): {@code
 * joe}, {@code joe@host}, {@code joe@host+}.
 */
record DefaultNames(String host, String domain, String plus) {

  static DefaultNames of(LocalDelivery delivery) throws IOException {
    ControlFiles control = delivery.control();
    try {
      return new DefaultNames(
          control.lineOrMe("defaulthost").orElse("me"),
          control.lineOrMe("defaultdomain").orElse("me"),
          control.lineOrMe("plusdomain").orElse("me"));
    } catch (IOException e) {
      throw new IOException("unable to read controls: " + ErrorWords.of(e), e);
    }
  }

  /** With what a user has put into the environment for himself (qmail-header(5)). */
  DefaultNames overriddenBy(LocalDelivery delivery) {
    return new DefaultNames(
        delivery.variable("QMAILDEFAULTHOST").orElse(host),
        delivery.variable("QMAILDEFAULTDOMAIN").orElse(domain),
        delivery.variable("QMAILPLUSDOMAIN").orElse(plus));
  }

  /** Whether {@link #complete} would leave it as it is, whatever the names are. */
  static boolean isComplete(AddressList.Entry.Mailbox mailbox) {
    String address = mailbox.address();
    int at = Math.max(0, address.lastIndexOf('@'));
    return mailbox.hasHost() && !address.endsWith("+") && address.indexOf('.', at) >= 0;
  }

  /**
   * @param mailbox not empty
   */
  String complete(AddressList.Entry.Mailbox mailbox) {
    String address = mailbox.address();
    return completeHost(mailbox.hasHost() ? address : address + "@" + host);
  }

  /** Completes what stands behind the last {@code @}. */
  String completeHost(String address) {
    StringBuilder full = new StringBuilder(address);
    if (address.endsWith("+")) {
      full.setCharAt(address.length() - 1, '.');
      full.append(plus);
    }
    int at = Math.max(0, full.lastIndexOf("@"));
    if (full.indexOf(".", at) < 0) {
      full.append('.').append(domain);
    }
    return full.toString();
  }
}
