package org.quoin.api.intake;

import org.quoin.api.Content;
import org.quoin.api.queue.Envelope;

/**
 * A whole message as a filter sees it, with the edits of the filters before it applied.
 *
 * @param envelope sender and recipients
 * @param content re-openable; immutable
 */
public record Mail(Envelope envelope, Content content) {}
