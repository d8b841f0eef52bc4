package org.quoin.queue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.quoin.codec.BounceFile.Paragraph;

/**
 * What a classic queue says about one message.
 *
 * @param key the message's number, size and time: no later message with its number has the same
 * @param mess its file
 * @param failures what its sender is to be told
 */
record ClassicMail(
    String key,
    Path mess,
    String sender,
    Instant birth,
    List<Line> lines,
    List<Paragraph> failures) {

  /** How a recipient's address is to be read. */
  enum Form {
    /** As it came in. */
    ORIGINAL,
    /** As the local channel has it, perhaps with the prefix of a virtual domain. */
    LOCAL,
    /** As the remote channel has it. */
    REMOTE
  }

  /**
   * One recipient.
   *
   * @param next when it is due, if it was tried before
   */
  record Line(Form form, String address, boolean done, Optional<Instant> next) {}

  /** Whether anything is left to do for it. */
  boolean isLive() {
    return !failures.isEmpty() || lines.stream().anyMatch(line -> !line.done());
  }
}
