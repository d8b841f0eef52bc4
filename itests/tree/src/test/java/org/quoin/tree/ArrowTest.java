package org.quoin.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import org.junit.jupiter.api.Test;

final class ArrowTest {

  @Test
  void everyManifestPointsAtContractsOnly() throws IOException {
    List<String> broken = new ArrayList<>();
    var manifests = Manifests.ofBundles();
    manifests.forEach((folder, headers) -> broken.addAll(Manifests.broken(folder, headers)));
    assertTrue(manifests.size() >= 2, "bundles were found");
    assertTrue(broken.isEmpty(), () -> String.join("\n", broken));
  }

  @Test
  void aForeignImportIsFoundBehindVersionRanges() {
    Attributes headers = headers("quoin-smtpd");
    headers.putValue(
        "Import-Package", "org.quoin.api;version=\"[1.0,2)\",org.quoin.store;version=\"[1,2)\"");
    assertEquals(List.of("smtpd imports org.quoin.store"), Manifests.broken("smtpd", headers));
  }

  @Test
  void anExportAnActivatorAndAWrongNameAreFound() {
    Attributes headers = headers("quoin-net");
    headers.putValue("Export-Package", "org.quoin.smtpd");
    headers.putValue("Bundle-Activator", "org.quoin.smtpd.Activator");
    assertEquals(3, Manifests.broken("smtpd", headers).size());
  }

  private static Attributes headers(String name) {
    Attributes headers = new Attributes();
    headers.putValue("Bundle-SymbolicName", name);
    return headers;
  }
}
