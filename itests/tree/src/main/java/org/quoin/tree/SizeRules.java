package org.quoin.tree;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree.Kind;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;

/**
 * How big things may be. Constructors that a component's needs or a record's parts are given to may
 * have more parameters than others.
 */
final class SizeRules {
  static final int FILE_LINES = 400;
  static final int TEST_FILE_LINES = 600;
  static final int P90_LINES = 250;
  static final int METHOD_LINES = 40;
  static final int PARAMETERS = 5;

  private SizeRules() {}

  static List<String> broken(SourceFile file) {
    List<String> broken = new ArrayList<>();
    int limit = file.isTest() ? TEST_FILE_LINES : FILE_LINES;
    if (file.lines() > limit) {
      broken.add(file.path() + " has " + file.lines() + " lines, at most " + limit);
    }
    new Methods(file, broken).scan(file.unit(), null);
    return broken;
  }

  /** Checks each method, knowing the class around it. */
  private static final class Methods extends TreeScanner<Void, ClassTree> {
    private final SourceFile file;
    private final List<String> broken;

    Methods(SourceFile file, List<String> broken) {
      this.file = file;
      this.broken = broken;
    }

    @Override
    public Void visitClass(ClassTree type, ClassTree around) {
      return super.visitClass(type, type);
    }

    @Override
    public Void visitMethod(MethodTree method, ClassTree type) {
      String where = file.at(method) + " " + method.getName();
      int height = file.height(method);
      if (height > METHOD_LINES) {
        broken.add(where + " has " + height + " lines, at most " + METHOD_LINES);
      }
      int parameters = method.getParameters().size();
      if (parameters > PARAMETERS && !mayHaveMore(method, type)) {
        broken.add(where + " has " + parameters + " parameters, at most " + PARAMETERS);
      }
      return super.visitMethod(method, type);
    }

    private static boolean mayHaveMore(MethodTree method, ClassTree type) {
      boolean constructor = method.getName().contentEquals("<init>");
      boolean activated =
          method.getModifiers().getAnnotations().stream()
              .anyMatch(one -> one.getAnnotationType().toString().equals("Activate"));
      return constructor && (activated || type.getKind() == Kind.RECORD);
    }
  }
}
