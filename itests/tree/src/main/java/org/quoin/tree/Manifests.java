package org.quoin.tree;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The manifests that the build wrote for our bundles, and what they must not say. */
final class Manifests {
  /** One entry of a header, up to its attributes. */
  private static final Pattern ENTRY = Pattern.compile("(?:^|,)([^;,]+)");

  private Manifests() {}

  /** Manifest headers by the folder of the bundle. */
  static Map<String, Attributes> ofBundles() throws IOException {
    Map<String, Attributes> manifests = new TreeMap<>();
    try (Stream<Path> folders = Files.list(SourceTree.root().resolve("bundles"))) {
      for (Path folder : folders.filter(one -> Files.exists(one.resolve("pom.xml"))).toList()) {
        manifests.put(folder.getFileName().toString(), read(folder));
      }
    }
    return manifests;
  }

  private static Attributes read(Path folder) throws IOException {
    Path manifest = folder.resolve("target/classes/META-INF/MANIFEST.MF");
    if (!Files.exists(manifest)) {
      throw new IllegalStateException(folder + " is not built: run mvn package first");
    }
    try (InputStream in = Files.newInputStream(manifest)) {
      return new Manifest(in).getMainAttributes();
    }
  }

  static List<String> broken(String folder, Attributes headers) {
    List<String> broken = new ArrayList<>();
    for (String name : packages(headers.getValue("Import-Package"))) {
      if (name.startsWith("org.quoin.") && !ArchitectureRules.isContract(name)) {
        broken.add(folder + " imports " + name);
      }
    }
    boolean mayExport = folder.equals("api") || folder.equals("codec");
    for (String name : packages(headers.getValue("Export-Package"))) {
      if (!mayExport || !ArchitectureRules.isContract(name)) {
        broken.add(folder + " exports " + name);
      }
    }
    for (String header : List.of("Private-Package", "Bundle-Activator", "Require-Bundle")) {
      if (headers.getValue(header) != null) {
        broken.add(folder + " has a " + header);
      }
    }
    if (!("quoin-" + folder).equals(headers.getValue("Bundle-SymbolicName"))) {
      broken.add(folder + " is named " + headers.getValue("Bundle-SymbolicName"));
    }
    return broken;
  }

  /** The package names of a header; attributes, quoted or not, are left out. */
  static List<String> packages(@Nullable String header) {
    if (header == null) {
      return List.of();
    }
    String bare = header.replaceAll("\"[^\"]*\"", "");
    return ENTRY.matcher(bare).results().map(one -> one.group(1).strip()).toList();
  }
}
