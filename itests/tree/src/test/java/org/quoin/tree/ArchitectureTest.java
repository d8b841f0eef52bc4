package org.quoin.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {
  private final List<SourceFile> files = SourceTree.files();

  ArchitectureTest() throws IOException {}

  @Test
  void noBundleReachesIntoAnother() {
    assertNone(broken(inBundles(), ArchitectureRules::broken));
  }

  @Test
  void packagesOfTheContractsHaveNoCycle() {
    List<SourceFile> api =
        inBundles().stream()
            .filter(file -> file.path().startsWith("bundles/api/src/main"))
            .toList();
    assertEquals(Optional.empty(), ArchitectureRules.cycle(api));
  }

  @Test
  void namesStateWaitingOutputAndCommentsFollowTheStyle() {
    assertNone(broken(files, StyleRules::broken));
  }

  @Test
  void everyPackageOfABundleIsDocumentedAndNullMarked() throws IOException {
    List<String> broken = new ArrayList<>();
    for (SourceFile file : files) {
      var info = SourceTree.root().resolve(file.path()).resolveSibling("package-info.java");
      boolean good =
          Files.exists(info)
              && Files.readString(info).contains("@NullMarked")
              && Files.readString(info).contains("/**");
      if (file.isBundleCode() && !good) {
        broken.add(file.path().getParent() + " lacks a documented, @NullMarked package-info.java");
      }
    }
    assertNone(broken.stream().distinct().toList());
  }

  @Test
  void anImportOfAnotherBundleIsFound() throws IOException {
    assertEquals(1, arrows("import org.quoin.store.Disk; class X {}").size());
    assertEquals(1, arrows("class X { Object y = org.quoin.store.Disk.OPEN; }").size());
    assertEquals(0, arrows("import org.quoin.api.queue.QueueStore; class X {}").size());
  }

  @Test
  void aFileInAForeignPackageIsFound() throws IOException {
    SourceFile file =
        SourceTree.parse("bundles/smtpd/src/main/java/X.java", "package org.quoin.net; class X {}");
    assertEquals(1, ArchitectureRules.broken(file).size());
  }

  @Test
  void aCycleIsFound() throws IOException {
    List<SourceFile> pair =
        List.of(
            SourceTree.parse("A.java", "package org.quoin.a; import org.quoin.b.B; class A {}"),
            SourceTree.parse("B.java", "package org.quoin.b; import org.quoin.a.A; class B {}"));
    assertEquals(Optional.of(List.of("org.quoin.a", "org.quoin.b")), ArchitectureRules.cycle(pair));
  }

  @Test
  void badStyleIsFound() throws IOException {
    assertEquals(1, style("final class QueueManager {}").size());
    assertEquals(
        1, style("final class X { void y() throws Exception { Thread.sleep(1); } }").size());
    assertEquals(1, style("final class X { void y() { System.out.println(1); } }").size());
    assertEquals(0, style("final class X { void main() { System.out.println(1); } }").size());
    assertEquals(1, style("final class X { static int y; }").size());
    assertEquals(1, style("class X {}").size());
    assertEquals(1, style("/** @author me */ final class X {}").size());
    assertEquals(0, style("final class X { static final int Y = 1; }").size());
  }

  private List<SourceFile> inBundles() {
    return files.stream().filter(file -> file.path().startsWith("bundles")).toList();
  }

  private static List<String> arrows(String text) throws IOException {
    return ArchitectureRules.broken(
        SourceTree.parse("bundles/smtpd/src/main/java/X.java", "package org.quoin.smtpd; " + text));
  }

  private static List<String> style(String text) throws IOException {
    return StyleRules.broken(SourceTree.parse("bundles/smtpd/src/main/java/X.java", text));
  }

  private static List<String> broken(
      List<SourceFile> files, Function<SourceFile, List<String>> rules) {
    return files.stream().flatMap(file -> rules.apply(file).stream()).toList();
  }

  private static void assertNone(List<String> broken) {
    assertTrue(broken.isEmpty(), () -> String.join("\n", broken));
  }
}
