package org.quoin.observe;

import org.slf4j.event.Level;

/**
 * A line of a mail log.
 *
 * @param log the id of a queue instance, the name of a listener, or what an alert is about
 * @param text printable ASCII
 */
record LogLine(String log, Level level, String text) {
  static LogLine info(String log, String text) {
    return new LogLine(log, Level.INFO, text);
  }
}
