package org.quoin.kit;

import java.util.List;

/**
 * What a {@link LoadClient} sends.
 *
 * @param port of the server on this machine
 * @param connections at the same time
 * @param mails that must be accepted before it ends by itself
 * @param perConnection mails before it says QUIT and connects again
 * @param bytes about the size of each mail
 * @param recipients each mail goes to the next one of them
 */
public record LoadPlan(
    int port, int connections, int mails, int perConnection, int bytes, List<String> recipients) {
  /** Goes on until it is told to stop. */
  public static final int ENDLESS = Integer.MAX_VALUE;

  public LoadPlan {
    recipients = List.copyOf(recipients);
  }
}
