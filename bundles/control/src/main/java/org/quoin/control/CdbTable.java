package org.quoin.control;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.quoin.api.table.LookupTable;
import org.quoin.codec.CdbReader;

/**
 * A cdb file, opened for each question as qmail does: an answer comes from one version of the file,
 * and a new one counts at once.
 */
record CdbTable(Path path) implements LookupTable {
  /** The longest value that is answered. */
  private static final int MAX_VALUE_BYTES = 1 << 20;

  @Override
  public Optional<String> find(List<String> keys) throws IOException {
    try (SeekableByteChannel file = open()) {
      return find(new CdbReader(file), keys);
    } catch (NoSuchFileException e) {
      throw new IOException("there is no table " + path, e);
    } catch (IOException e) {
      throw new IOException("table " + path + " " + e.getMessage(), e);
    }
  }

  private static Optional<String> find(CdbReader cdb, List<String> keys) throws IOException {
    for (String key : keys) {
      byte[] bytes = key.getBytes(StandardCharsets.ISO_8859_1);
      Optional<byte[]> value = cdb.find(bytes, MAX_VALUE_BYTES);
      if (value.isPresent()) {
        return value.map(found -> new String(found, StandardCharsets.ISO_8859_1));
      }
    }
    return Optional.empty();
  }

  /**
   * @throws IOException if it is there and cannot be opened
   */
  boolean isThere() throws IOException {
    try (SeekableByteChannel file = open()) {
      return file.isOpen();
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw new IOException("table " + path + " cannot be opened: " + e.getMessage(), e);
    }
  }

  /** Opening something else, such as a FIFO, could wait for ever. */
  private SeekableByteChannel open() throws IOException {
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new IOException("is not a file");
    }
    return Files.newByteChannel(path);
  }
}
