package org.quoin.intake;

import org.quoin.api.Reply;

/**
 * Why something is not done now.
 *
 * @param reason for the operator
 * @param reply for the stranger
 */
record No(String reason, Reply reply) {
  static No later(String reason) {
    return new No(reason, Replies.LATER);
  }
}
