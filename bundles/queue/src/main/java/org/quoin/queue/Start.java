package org.quoin.queue;

import java.util.Optional;
import org.quoin.api.delivery.Outcome;

/**
 * The start of an attempt.
 *
 * @param number of the attempt, in the log
 * @param again whether there may have been an attempt before it, even one that nobody knows of
 * @param skip its outcome, if no transport is to be asked
 */
record Start(long number, boolean again, Optional<Outcome> skip) {}
