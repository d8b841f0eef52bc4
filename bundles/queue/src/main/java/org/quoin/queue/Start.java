package org.quoin.queue;

/**
 * The start of an attempt.
 *
 * @param number of the attempt, in the log
 * @param again whether there may have been an attempt before it, even one that nobody knows of
 */
record Start(long number, boolean again) {}
