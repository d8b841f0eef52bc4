package org.quoin.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SampleFilterIT {

  @Test
  void aThirdPartyBuildsAFilterWithTheApiAlone(@TempDir Path work) throws Exception {
    Sample filter = Sample.filter(work);
    try (JarFile jar = new JarFile(filter.jar().toFile())) {
      var headers = jar.getManifest().getMainAttributes();
      assertEquals(
          "OSGI-INF/org.example.stamp.StampFilter.xml", headers.getValue("Service-Component"));
    }
    assertTrue(Files.readString(filter.features()).contains(filter.jar().toString()));
  }
}
