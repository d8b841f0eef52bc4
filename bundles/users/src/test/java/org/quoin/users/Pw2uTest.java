package org.quoin.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the recorded cases of qmail-pw2u do not show. */
class Pw2uTest {
  private static final String ALIAS = "alias:x:3:3::/alias:";
  private static final Homes NOWHERE = path -> Optional.empty();

  @TempDir Path folder;

  @Test
  void lettersMayShareAWord() {
    Pw2uOptions all = Pw2uOptions.parse(List.of("-Hu", "-/c", "=x", "ignored", "-h"));
    assertEquals(new Pw2uOptions(Pw2uOptions.HomeRule.ANY, true, "=", "-/"), all);
    assertEquals("+", Pw2uOptions.parse(List.of("-c+x")).separator());
    assertEquals("", Pw2uOptions.parse(List.of("-C")).separator());
    assertEquals(Pw2uOptions.USUAL, Pw2uOptions.parse(List.of("-ho", "-uU", "--", "-H")));
    assertThrows(IllegalArgumentException.class, () -> Pw2uOptions.parse(List.of("-x")));
    assertThrows(IllegalArgumentException.class, () -> Pw2uOptions.parse(List.of("-Hc")));
  }

  @Test
  void includeAndExcludeChooseAccountsInAnyCase() throws IOException {
    String passwd = "a:x:1:1::/a:\nb:x:2:2::/b:\n" + ALIAS + "\n";
    String lines =
        run(List.of("-HC"), passwd, Map.of("include", "A\nb\nalias\n", "exclude", "#c\nB\n"));
    assertEquals("=a:a:1:1:/a:::\n+:alias:3:3:/alias:-::\n=alias:alias:3:3:/alias:::\n.\n", lines);
  }

  @Test
  void anEmptyIncludeTakesNobody() {
    IOException e =
        assertThrows(IOException.class, () -> run(List.of("-H"), ALIAS, Map.of("include", "")));
    assertEquals("unable to find alias user", e.getMessage());
  }

  @Test
  void withoutExtensionsThereAreNoWildcardsButThatOfAlias() throws IOException {
    String lines = run(List.of("-H", "-C"), ALIAS, Map.of("subusers", "s:alias:p:\nx:alias\n"));
    assertEquals(
        "+:alias:3:3:/alias:-::\n=alias:alias:3:3:/alias:::\n=s:alias:3:3:/alias:-:p:\n.\n", lines);
  }

  @Test
  void appendedLinesEndBeforeTheDot() throws IOException {
    String lines = run(List.of("-HC"), ALIAS, Map.of("append", "=x:x:1:1:/x:::"));
    assertEquals(List.of("=x:x:1:1:/x:::", "."), lines.lines().skip(2).toList());
  }

  @Test
  void aHomeThatCannotBeLookedAtEndsItAll() throws IOException {
    Homes broken =
        path -> {
          throw new IOException("stale");
        };
    Pw2u pw2u = new Pw2u(Pw2uOptions.USUAL, files(Map.of()), broken, "alias");
    IOException e = assertThrows(IOException.class, () -> pw2u.accounts(ALIAS));
    assertEquals("unable to stat /alias", e.getMessage());
  }

  @Test
  void anUnreadableListEndsItAll() throws IOException {
    Files.createDirectories(folder.resolve("users/mailnames"));
    IOException e =
        assertThrows(
            IOException.class,
            () -> Pw2uFiles.read(name -> new Base(folder).text(name, 1000).text()));
    assertEquals("unable to read controls: users/mailnames is not a file", e.getMessage());
  }

  @Test
  void bytesThatAreNotTextAreNotPrintedAsOthers() {
    assertEquals("\u00e9", Utf8.shown("\u00c3\u00a9"));
    assertThrows(IllegalStateException.class, () -> Utf8.shown("\u00e9"));
  }

  private static String run(List<String> options, String passwd, Map<String, String> files)
      throws IOException {
    Pw2u pw2u = new Pw2u(Pw2uOptions.parse(options), files(files), NOWHERE, "alias");
    return pw2u.accounts(passwd) + pw2u.others();
  }

  private static Pw2uFiles files(Map<String, String> texts) throws IOException {
    return Pw2uFiles.read(name -> Optional.ofNullable(texts.get(name)));
  }
}
