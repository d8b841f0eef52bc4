package org.quoin.store;

/**
 * A stretch of the log that was good once and cannot be read.
 *
 * @param from the first place in it
 * @param to the first place behind it
 */
record Damage(long from, long to) {}
