package org.quoin.bench;

import java.io.IOException;
import org.quoin.kit.Maildirs;

/** A mail server that runs for this benchmark alone, in folders and on a port of its own. */
interface MailServer extends AutoCloseable {
  /** Whether accepted mail is kept in the queue or delivered at once. */
  enum Mode {
    KEEP,
    DELIVER
  }

  String name();

  int port();

  Maildirs maildirs();

  /** The process that all others of it stand below. */
  long pid() throws IOException;

  /** Processor time of all its processes since they were started. */
  long cpuMillis() throws IOException;

  @Override
  void close() throws IOException;
}
