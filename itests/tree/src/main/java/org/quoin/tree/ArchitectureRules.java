package org.quoin.tree;

import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which way the arrows point: at {@code org.quoin.api.*} or {@code org.quoin.codec} only. */
final class ArchitectureRules {
  private static final Pattern OURS = Pattern.compile("org\\.quoin(\\.[a-z0-9]+)+");

  private ArchitectureRules() {}

  /** References from a file of a bundle to another bundle's package. */
  static List<String> broken(SourceFile file) {
    String home = "org.quoin." + file.path().getName(1);
    List<String> broken = new ArrayList<>();
    if (!isOrBelow(file.packageName(), home)) {
      broken.add(file.path() + " is in " + file.packageName() + ", not in " + home);
    }
    for (String used : ourPackages(file)) {
      if (!isOrBelow(used, home) && !isContract(used)) {
        broken.add(file.path() + " reaches into " + used);
      }
    }
    return broken;
  }

  /** Whether anyone may import this package. */
  static boolean isContract(String name) {
    return isOrBelow(name, "org.quoin.api") || isOrBelow(name, "org.quoin.codec");
  }

  /** A cycle among packages, if there is one, as the packages on it. */
  static Optional<List<String>> cycle(Iterable<SourceFile> files) {
    Map<String, Set<String>> uses = new TreeMap<>();
    for (SourceFile file : files) {
      Set<String> used = uses.computeIfAbsent(file.packageName(), name -> new TreeSet<>());
      used.addAll(ourPackages(file));
      used.remove(file.packageName());
    }
    for (String start : uses.keySet()) {
      Deque<String> path = new ArrayDeque<>();
      if (leadsBack(start, start, uses, path, new TreeSet<>())) {
        return Optional.of(List.copyOf(path));
      }
    }
    return Optional.empty();
  }

  private static boolean leadsBack(
      String start,
      String here,
      Map<String, Set<String>> uses,
      Deque<String> path,
      Set<String> seen) {
    path.addLast(here);
    for (String next : uses.getOrDefault(here, Set.of())) {
      if (next.equals(start)) {
        return true;
      }
      if (seen.add(next) && leadsBack(start, next, uses, path, seen)) {
        return true;
      }
    }
    path.removeLast();
    return false;
  }

  /** Our packages that a file names, in imports or in full in the code. */
  private static Set<String> ourPackages(SourceFile file) {
    Set<String> names = new TreeSet<>();
    TreeScanner<Void, Void> scanner =
        new TreeScanner<>() {
          @Override
          public Void visitImport(ImportTree one, Void none) {
            return add(one.getQualifiedIdentifier().toString());
          }

          @Override
          public Void visitMemberSelect(MemberSelectTree select, Void none) {
            return add(select.toString());
          }

          private Void add(String name) {
            Matcher ours = OURS.matcher(name);
            if (ours.lookingAt()) {
              names.add(ours.group());
            }
            return null;
          }
        };
    scanner.scan(file.unit().getImports(), null);
    scanner.scan(file.unit().getTypeDecls(), null);
    return names;
  }

  private static boolean isOrBelow(String name, String parent) {
    return name.equals(parent) || name.startsWith(parent + ".");
  }
}
