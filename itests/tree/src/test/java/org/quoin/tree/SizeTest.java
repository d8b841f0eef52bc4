package org.quoin.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SizeTest {
  private final List<SourceFile> files = SourceTree.files();

  SizeTest() throws IOException {}

  @Test
  void filesMethodsAndParameterListsAreSmall() {
    List<String> broken = new ArrayList<>();
    files.forEach(file -> broken.addAll(SizeRules.broken(file)));
    assertTrue(broken.isEmpty(), () -> String.join("\n", broken));
  }

  @Test
  void nineFilesInTenAreShort() {
    List<Integer> main = heights(false);
    int p90 = percentile(main, 90);
    System.out.printf(
        "Sizes: %d files, median %d, p90 %d, largest %d lines; %d test files, largest %d%n",
        main.size(),
        percentile(main, 50),
        p90,
        percentile(main, 100),
        heights(true).size(),
        percentile(heights(true), 100));
    assertTrue(p90 <= SizeRules.P90_LINES, () -> "p90 of file lines is " + p90);
  }

  @Test
  void aLongMethodAndALongParameterListAreFound() throws IOException {
    String body = "a++;\n".repeat(SizeRules.METHOD_LINES);
    String text = "class X { void y(int a, int b, int c, int d, int e, int f) {\n" + body + "} }";
    List<String> broken = SizeRules.broken(SourceTree.parse("bundles/x/src/main/X.java", text));
    assertEquals(2, broken.size(), broken::toString);
  }

  @Test
  void aLongFileIsFound() throws IOException {
    String text = "class X {}" + "\n".repeat(SizeRules.FILE_LINES) + "//";
    assertEquals(1, SizeRules.broken(SourceTree.parse("bundles/x/src/main/X.java", text)).size());
    assertEquals(0, SizeRules.broken(SourceTree.parse("bundles/x/src/test/X.java", text)).size());
  }

  private List<Integer> heights(boolean test) {
    return files.stream()
        .filter(file -> file.isTest() == test)
        .map(SourceFile::lines)
        .sorted()
        .toList();
  }

  private static int percentile(List<Integer> sorted, int percent) {
    return sorted.get((sorted.size() - 1) * percent / 100);
  }
}
