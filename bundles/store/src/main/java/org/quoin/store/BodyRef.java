package org.quoin.store;

/**
 * What an acceptance says about its body.
 *
 * @param size bytes
 * @param sum {@link BodySum} of the bytes
 * @param filed true if the body is a file of its own, false if it lies in the log
 */
record BodyRef(long id, long size, int sum, boolean filed) {}
