package org.quoin.platform;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.quoin.api.PluginName;
import org.quoin.api.delivery.Transport;
import org.quoin.kit.Platform;

/** A {@link ScriptedTransport} as a bundle, on one platform, under the name {@code smtp}. */
record ScriptedBundle(Platform platform) {
  private static final String BUNDLE = "scripted-transport";

  /** What was delivered on this base, a line each: the delivery's key and the recipient. */
  List<String> delivered() throws IOException {
    Path file = ScriptedTransport.delivered(platform.base());
    return Files.exists(file) ? Files.readAllLines(file, StandardCharsets.ISO_8859_1) : List.of();
  }

  /** Puts it into the folder of a base. */
  void deploy() throws Exception {
    platform.create();
    Path draft = platform.base().resolve("var/" + BUNDLE + ".jar");
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(draft), manifest())) {
      jar.putNextEntry(new JarEntry("OSGI-INF/transport.xml"));
      jar.write(component().getBytes(StandardCharsets.UTF_8));
      String own = ScriptedTransport.class.getName().replace('.', '/') + ".class";
      jar.putNextEntry(new JarEntry(own));
      try (InputStream code = ScriptedTransport.class.getClassLoader().getResourceAsStream(own)) {
        code.transferTo(jar);
      }
    }
    Files.move(draft, platform.base().resolve("deploy/" + BUNDLE + ".jar"));
  }

  private static Manifest manifest() {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.putValue("Bundle-ManifestVersion", "2");
    main.putValue("Bundle-SymbolicName", BUNDLE);
    main.putValue("Bundle-Version", "1.0.0");
    main.putValue("Import-Package", "org.quoin.api,org.quoin.api.delivery");
    main.putValue("Service-Component", "OSGI-INF/transport.xml");
    return manifest;
  }

  private static String component() {
    return """
    <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="%s">
      <property name="%s" value="smtp"/>
      <service><provide interface="%s"/></service>
      <implementation class="%s"/>
    </scr:component>
    """
        .formatted(
            BUNDLE,
            PluginName.PROPERTY,
            Transport.class.getName(),
            ScriptedTransport.class.getName());
  }
}
