package org.quoin.tree;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.SourcePositions;
import java.nio.file.Path;

/**
 * One parsed Java file.
 *
 * @param path below the root
 */
record SourceFile(Path path, String text, CompilationUnitTree unit, SourcePositions positions) {

  int lines() {
    return (int) text.lines().count();
  }

  /** The line on which a tree starts. */
  int line(Tree tree) {
    return line(positions.getStartPosition(unit, tree));
  }

  /** How many lines a tree takes; its javadoc is not part of it. */
  int height(Tree tree) {
    return line(positions.getEndPosition(unit, tree)) - line(tree) + 1;
  }

  String packageName() {
    return unit.getPackageName() == null ? "" : unit.getPackageName().toString();
  }

  boolean isTest() {
    return path.toString().contains("src/test/") || path.startsWith("itests");
  }

  /** Whether it is shipped inside a bundle. */
  boolean isBundleCode() {
    return path.startsWith("bundles") && path.toString().contains("src/main/");
  }

  String at(Tree tree) {
    return path + ":" + line(tree);
  }

  private int line(long position) {
    return (int) unit.getLineMap().getLineNumber(position);
  }
}
