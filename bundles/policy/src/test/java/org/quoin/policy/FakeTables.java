package org.quoin.policy;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.quoin.api.table.LookupTable;
import org.quoin.api.table.Tables;
import org.quoin.codec.CdbReader;
import org.quoin.codec.CdbWriter;
import org.quoin.codec.MoreHosts;

/** Real cdb files in a folder. */
record FakeTables(Path folder) implements Tables {
  /** What qmail-newmrh does. */
  void compile(String text) throws IOException {
    Path file = folder.resolve("morercpthosts.cdb");
    try (SeekableByteChannel out = Files.newByteChannel(file, CREATE_NEW, WRITE)) {
      CdbWriter table = new CdbWriter(out);
      MoreHosts.compile(text, table);
      table.finish();
    }
  }

  @Override
  public boolean isThere(String name) throws IOException {
    Path file = folder.resolve(name);
    if (Files.isDirectory(file)) {
      throw new IOException(name + " is not a file");
    }
    return Files.exists(file);
  }

  @Override
  public LookupTable table(String name) {
    return keys -> find(name, keys);
  }

  private Optional<String> find(String name, List<String> keys) throws IOException {
    try (SeekableByteChannel in = Files.newByteChannel(folder.resolve(name))) {
      CdbReader cdb = new CdbReader(in);
      for (String key : keys) {
        Optional<byte[]> value = cdb.find(key.getBytes(StandardCharsets.ISO_8859_1), 100);
        if (value.isPresent()) {
          return value.map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1));
        }
      }
      return Optional.empty();
    }
  }
}
