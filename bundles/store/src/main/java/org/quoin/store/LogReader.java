package org.quoin.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Function;

/** Reads single records by their places and checks them. For one thread at a time. */
final class LogReader implements Closeable {
  private static final int OPEN_FILES = 8;

  private final Folder folder;
  private final SequencedMap<Integer, Disk.ReadFile> open = new LinkedHashMap<>();

  LogReader(Folder folder) {
    this.folder = folder;
  }

  /**
   * Reads the record at a place.
   *
   * @throws DamageException if it is not there as it was written
   * @throws UnreadException if the disk does not give it now
   */
  LogRecord decode(long location, int length, Function<BodyRef, Body> bodies)
      throws DamageException, UnreadException {
    ByteBuffer record = ByteBuffer.wrap(bytes(location, length));
    try {
      FieldReader.require(RecordCodec.intact(record), "wrong checksum");
      return RecordCodec.decode(record, bodies);
    } catch (IOException e) {
      throw new DamageException(Location.text(location) + ": " + e.getMessage(), e);
    }
  }

  private byte[] bytes(long location, int length) throws UnreadException {
    try {
      return file(Location.sequence(location)).exactly(Location.offset(location), length);
    } catch (IOException e) {
      throw new UnreadException(Location.text(location), e);
    }
  }

  private Disk.ReadFile file(int segment) throws IOException {
    Disk.ReadFile file = open.get(segment);
    if (file == null) {
      if (open.size() == OPEN_FILES) {
        open.pollFirstEntry().getValue().close();
      }
      file = folder.readSegment(segment);
      open.put(segment, file);
    }
    return file;
  }

  @Override
  public void close() throws IOException {
    for (Disk.ReadFile file : open.values()) {
      file.close();
    }
  }
}
