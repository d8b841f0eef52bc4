package org.quoin.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which comes first, Config Admin or the file; that it is synced is proved by SyncIT. */
class ConfigurationsTest {
  private static final Map<String, String> ONE = Map.of("id", "01", "state", "held");

  @TempDir Path etc;
  private final FleetRig rig = new FleetRig();
  private final FakeConfigAdmin admin = new FakeConfigAdmin(rig.fleet);

  /** What the file says at each change of Config Admin; "none" if there is none. */
  private final List<String> files = new ArrayList<>();

  private Configurations configurations;

  @BeforeEach
  void watch() {
    configurations = new Configurations(admin, etc);
    admin.watch(() -> files.add(lifetime()));
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private String lifetime() {
    Path file = etc.resolve("org.quoin.queue-01.cfg");
    try {
      return Files.exists(file)
          ? Files.readString(file).replaceAll("(?s).*lifetime = (\\d+).*|.*", "$1")
          : "none";
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aNewInstanceIsInConfigAdminBeforeTheWatcherOfTheFolderCanSeeItsFile() throws IOException {
    configurations.create("01", ONE);
    assertEquals(List.of("none"), files);
    assertTrue(Files.exists(etc.resolve("org.quoin.queue-01.cfg")));
  }

  @Test
  void anInstanceWhoseFileCannotBeWrittenIsNotThere() {
    Configurations nowhere = new Configurations(admin, etc.resolve("missing"));
    assertThrows(IOException.class, () -> nowhere.create("01", ONE));
    assertEquals(2, files.size(), "made and taken away");
    assertThrows(IllegalArgumentException.class, () -> configurations.sheet("01"));
  }

  @Test
  void aChangeIsOnTheDiskBeforeItCounts() throws IOException {
    configurations.create("01", ONE);
    files.clear();
    configurations.change("01", Map.of("lifetime", "3600"), settings -> {});
    assertEquals(List.of("3600"), files);
  }

  @Test
  void aRemovalIsOnTheDiskBeforeItCounts() throws IOException {
    configurations.create("01", ONE);
    files.clear();
    configurations.delete("01");
    assertEquals(List.of("none"), files);
    assertFalse(Files.exists(etc.resolve("org.quoin.queue-01.cfg")));
  }
}
