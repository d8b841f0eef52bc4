package org.quoin.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.googlejavaformat.java.Main;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every Java file is formatted. With {@code -Pformat} the files are formatted instead. */
final class FormatTest {
  private static final String CURE =
      "format them with: mvn -q -Pformat -pl itests/tree test\nnot formatted:\n";

  private final StringWriter out = new StringWriter();

  @Test
  void everyJavaFileIsFormatted() throws Exception {
    boolean repair = Boolean.getBoolean("quoin.format");
    int exit = format(repair ? "--replace" : "--dry-run", SourceTree.paths());
    assertEquals(0, exit, () -> CURE + out);
  }

  @Test
  void aBadlyFormattedFileIsFoundAndCanBeRepaired(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("X.java"), "class  X{ }");
    assertEquals(1, format("--dry-run", List.of(file)));
    assertEquals(0, format("--replace", List.of(file)));
    assertEquals("class X {}\n", Files.readString(file));
  }

  private int format(String how, List<Path> paths) throws Exception {
    List<String> args = new ArrayList<>();
    args.add(how);
    if (how.equals("--dry-run")) {
      args.add("--set-exit-if-changed");
    }
    paths.forEach(path -> args.add(path.toString()));
    try (PrintWriter writer = new PrintWriter(out)) {
      return new Main(writer, writer, InputStream.nullInputStream())
          .format(args.toArray(String[]::new));
    }
  }
}
