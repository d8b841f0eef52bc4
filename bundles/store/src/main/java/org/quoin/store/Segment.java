package org.quoin.store;

import java.util.List;

/**
 * A segment that is written to its end.
 *
 * @param header of a segment whose header cannot be read: one with the right sequence number
 * @param size bytes of the file
 * @param end where its frames end
 * @param damage places in it that cannot be read
 */
record Segment(SegmentHeader header, int size, int end, List<Scan.Extent> damage) {
  int sequence() {
    return header.sequence();
  }
}
