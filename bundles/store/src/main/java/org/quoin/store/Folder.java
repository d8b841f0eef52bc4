package org.quoin.store;

import java.io.IOException;

/** A disk, and where on it the store's files are. */
record Folder(Disk disk, Layout layout) {

  Disk.ReadFile readSegment(int sequence) throws IOException {
    return disk.read(layout.segment(sequence));
  }

  Disk.ReadFile readBody(long id) throws IOException {
    return disk.read(layout.body(id));
  }
}
