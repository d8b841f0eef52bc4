package org.quoin.queue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;

/** One file per instance, of which there is always all or nothing, also after a power loss. */
final class FolderMemory implements Memory {
  /** Nothing that was written here is longer. */
  static final int MAX_BYTES = 16 * 1024 * 1024;

  private final Path folder;

  /**
   * @param folder made when it is needed
   */
  FolderMemory(Path folder) {
    this.folder = folder;
  }

  @Override
  public List<String> recall(String id) throws IOException {
    Path file = folder.resolve(id);
    if (!Files.exists(file)) {
      return List.of();
    }
    if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
      throw new IOException(file + " is no file of at most " + MAX_BYTES + " bytes");
    }
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).lines().toList();
  }

  @Override
  public void keep(String id, List<String> lines) throws IOException {
    if (lines.isEmpty()) {
      if (Files.deleteIfExists(folder.resolve(id))) {
        Disks.sync(folder);
      }
      return;
    }
    Files.createDirectories(folder);
    Path draft = folder.resolve("." + id + ".tmp");
    Files.deleteIfExists(draft);
    try {
      byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.ISO_8859_1);
      Disks.write(draft, "rw-------", bytes, Instant.now());
      Files.move(draft, folder.resolve(id), StandardCopyOption.ATOMIC_MOVE);
      Disks.sync(folder);
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
