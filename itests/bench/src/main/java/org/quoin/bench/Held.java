package org.quoin.bench;

import java.io.IOException;

/** A server that collects mail in its queue and then delivers all of it at once. */
interface Held extends AutoCloseable {
  MailServer server();

  /** The domain to which mail of such a kind goes. */
  String domain(LocalRow row);

  /**
   * Takes so many mails in and delivers none of them.
   *
   * @param first number of the first one, by which its account is chosen
   */
  void fill(LocalRow row, int first, int mails) throws Exception;

  /** Lets all of them go, and does not wait for them. */
  void release() throws IOException;

  /**
   * How many messages have left its queue so far.
   *
   * @throws IOException if one was not delivered at the first attempt
   */
  long ended() throws IOException;

  @Override
  void close() throws IOException;
}
