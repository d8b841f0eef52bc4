package org.quoin.tree;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** All Java files of the project, found on disk and parsed by the compiler, but not compiled. */
final class SourceTree {
  private static final List<String> FOLDERS = List.of("bundles", "features", "runtime", "itests");

  private SourceTree() {}

  /** The folder of the root pom. */
  static Path root() {
    String root = System.getProperty("quoin.root");
    if (root == null) {
      throw new IllegalStateException("the build sets quoin.root to the folder of the root pom");
    }
    return Path.of(root);
  }

  static List<Path> paths() throws IOException {
    List<Path> found = new ArrayList<>();
    for (String folder : FOLDERS) {
      Path start = root().resolve(folder);
      try (Stream<Path> walk = Files.walk(start)) {
        walk.filter(path -> isSource(start.relativize(path))).sorted().forEach(found::add);
      }
    }
    return found;
  }

  static List<SourceFile> files() throws IOException {
    List<JavaFileObject> inputs = new ArrayList<>();
    for (Path path : paths()) {
      inputs.add(new Text(root().relativize(path), Files.readString(path)));
    }
    return parse(inputs);
  }

  /** Parses one text as if it stood at {@code path}, below the root. */
  static SourceFile parse(String path, String text) throws IOException {
    return parse(List.of(new Text(Path.of(path), text))).getFirst();
  }

  private static List<SourceFile> parse(List<JavaFileObject> inputs) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
    JavacTask task =
        (JavacTask) compiler.getTask(null, null, problems, List.of("-proc:none"), null, inputs);
    SourcePositions positions = Trees.instance(task).getSourcePositions();
    List<SourceFile> files = new ArrayList<>();
    for (CompilationUnitTree unit : task.parse()) {
      var source = unit.getSourceFile();
      Path path = Path.of(source.toUri().getPath().substring(1));
      files.add(new SourceFile(path, source.getCharContent(true).toString(), unit, positions));
    }
    if (!problems.getDiagnostics().isEmpty()) {
      throw new IllegalStateException("not Java: " + problems.getDiagnostics());
    }
    return files;
  }

  private static boolean isSource(Path path) {
    return path.toString().endsWith(".java") && !path.toString().contains("target/");
  }

  /** A source text in memory that remembers where it belongs. */
  private static final class Text extends SimpleJavaFileObject {
    private final String content;

    Text(Path path, String content) {
      super(URI.create("text:///" + path), Kind.SOURCE);
      this.content = content;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return content;
    }
  }
}
