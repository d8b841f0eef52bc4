package org.quoin.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BytePathTest {

  @Test
  void ordinaryNamesAreWhatTheyAre() {
    for (String name :
        new String[] {"a", "a/b", "/", "/a", "/a/b.c", ".qmail-a:b", "./a", "../a"}) {
      assertEquals(Path.of(name), BytePath.of(name), name);
    }
    assertEquals(Path.of("a/b"), BytePath.of("a//b/"));
    assertEquals(Path.of("/a"), BytePath.of("///a"));
    assertEquals(Path.of(""), BytePath.of(""));
  }

  @Test
  void aNulNamesNothing() {
    assertThrows(InvalidPathException.class, () -> BytePath.of("a\0b"));
  }

  @Test
  void bytesThatAreNoTextNameTheirOwnFile(@TempDir Path folder) throws IOException {
    Files.createFile(folder.resolve(BytePath.of("m\u00fcller")));
    assertTrue(Files.exists(folder.resolve(BytePath.of("m\u00fcller"))));
    assertFalse(Files.exists(folder.resolve(BytePath.of("m\u00c3\u00bcller"))));
    assertFalse(Files.exists(folder.resolve(BytePath.of("m\u00feller"))));
  }

  @Property
  void differentNamesAreDifferentFiles(
      @ForAll @CharRange(from = 1, to = 255) String one,
      @ForAll @CharRange(from = 1, to = 255) String other) {
    String a = one.replace("/", "");
    String b = other.replace("/", "");
    assertEquals(a.equals(b), BytePath.of("x" + a).equals(BytePath.of("x" + b)));
  }
}
