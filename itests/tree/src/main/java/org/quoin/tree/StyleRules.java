package org.quoin.tree;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;

/** How things are written: names, state, waiting, output and comments. */
final class StyleRules {
  private static final Pattern VAGUE_NAME =
      Pattern.compile(".*(Impl|Manager|Helper|Utils?)$|^Abstract.*");
  private static final Pattern BAD_COMMENT = Pattern.compile("@author|\\b(TODO|FIXME|XXX)\\b");

  private StyleRules() {}

  static List<String> broken(SourceFile file) {
    List<String> broken = new ArrayList<>();
    new Scan(file, broken).scan(file.unit(), null);
    Matcher comment = BAD_COMMENT.matcher(file.text());
    if (!file.path().startsWith("itests/tree") && comment.find()) {
      broken.add(file.path() + " says " + comment.group());
    }
    return broken;
  }

  private static final class Scan extends TreeScanner<Void, Void> {
    private final SourceFile file;
    private final List<String> broken;
    private boolean inMain;

    Scan(SourceFile file, List<String> broken) {
      this.file = file;
      this.broken = broken;
    }

    @Override
    public Void visitClass(ClassTree type, Void none) {
      if (VAGUE_NAME.matcher(type.getSimpleName()).matches()) {
        report(type, "the name " + type.getSimpleName() + " says nothing");
      }
      if (file.isBundleCode()) {
        checkFinal(type);
        type.getMembers().forEach(member -> checkStatic(type, member));
      }
      return super.visitClass(type, null);
    }

    /** No inheritance of code: a class is final. */
    private void checkFinal(ClassTree type) {
      boolean named = !type.getSimpleName().isEmpty();
      boolean open = !type.getModifiers().getFlags().contains(Modifier.FINAL);
      if (type.getKind() == Tree.Kind.CLASS && named && open) {
        report(type, type.getSimpleName() + " is not final");
      }
    }

    private void checkStatic(ClassTree type, Tree member) {
      if (type.getKind() != Tree.Kind.INTERFACE && member instanceof VariableTree field) {
        var flags = field.getModifiers().getFlags();
        if (flags.contains(Modifier.STATIC) && !flags.contains(Modifier.FINAL)) {
          report(field, field.getName() + " is static state");
        }
      }
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree call, Void none) {
      if (call.getMethodSelect().toString().endsWith(".sleep")) {
        report(call, "sleeps; wait for what you wait for, or use an injected clock");
      }
      return super.visitMethodInvocation(call, null);
    }

    /** What is also a program may write to its terminal, but only there where it is one. */
    @Override
    public Void visitMethod(MethodTree method, Void none) {
      boolean before = inMain;
      inMain = method.getName().contentEquals("main");
      try {
        return super.visitMethod(method, null);
      } finally {
        inMain = before;
      }
    }

    @Override
    public Void visitMemberSelect(MemberSelectTree select, Void none) {
      String text = select.toString();
      if (file.isBundleCode()
          && !inMain
          && (text.equals("System.out") || text.equals("System.err"))) {
        report(select, "writes to " + text);
      }
      return super.visitMemberSelect(select, null);
    }

    private void report(Tree tree, String problem) {
      broken.add(file.at(tree) + " " + problem);
    }
  }
}
