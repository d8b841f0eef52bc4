package org.quoin.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.quoin.api.Address;
import org.quoin.api.PluginName;
import org.quoin.api.user.Account;
import org.quoin.api.user.UserDirectory;

class LookupTest {
  private static final Account JOE = new Account("joe", 1000, 100, Path.of("/home/joe"), "-", "x");

  private final ByteArrayOutputStream console = new ByteArrayOutputStream();
  private final List<Map.Entry<Map<String, Object>, UserDirectory>> present = new ArrayList<>();

  @Test
  void eachDirectoryIsAskedInItsOrderUntilOneKnows() {
    add("late", local -> Optional.of(JOE));
    add("cdb", local -> Optional.empty());
    add("passwd", local -> local.equals("joe-x") ? Optional.of(JOE) : Optional.empty());
    assertEquals(
        """
        address joe-x@a.test
        local part joe-x
        order cdb, passwd, late
        cdb no
        passwd yes
        user joe
        uid 1000
        gid 100
        home /home/joe
        dash -
        ext x
        """,
        told("cdb, passwd,late", "joe-x@a.test"));
  }

  @Test
  void whatCannotBeSaidIsSaid() {
    add(
        "cdb",
        local -> {
          throw new IOException("users/cdb: is too short");
        });
    add("passwd", local -> Optional.of(JOE));
    String told = told("cdb,passwd", "joe");
    assertTrue(told.contains("\ncdb cannot say now: users/cdb: is too short\n"), told);
    assertTrue(told.endsWith("\nresult mail waits until cdb can say\n"), told);
    assertTrue(told("virtual", "joe").contains("virtual is not installed\nresult mail waits"));
  }

  @Test
  void nobodyRootAndTheEmptyAddressAreNamed() {
    add("cdb", local -> Optional.empty());
    add("root", local -> Optional.of(new Account("r", 0, 0, Path.of("/root"), "", "")));
    assertTrue(told("cdb", "joe").endsWith("result nobody has this address: its mail bounces\n"));
    assertTrue(told("root", "joe").contains("uid 0 (root: its mail waits)"));
    assertTrue(told("cdb", "@a.test").contains("thrown away"));
    assertTrue(told("", "joe").contains("nobody has"));
  }

  @Test
  void ofTwoWithOneNameTheHigherRankingIsAsked() {
    add("cdb", local -> Optional.empty());
    add("cdb", local -> Optional.of(JOE));
    assertTrue(told("cdb", "joe").contains("cdb yes"));
  }

  @Test
  void accountsAreListedInTheOrderOfTheDirectoriesAndSorted() throws IOException {
    Account carol = new Account("carol", 1, 1, Path.of("/carol"), "", "");
    add("passwd", List.of(JOE, carol));
    add("assign", List.of(JOE));
    DirectoryCommands.print(out(), directories("assign, passwd"));
    assertEquals("joe-x /home/joe\ncarol /carol\njoe-x /home/joe\n", text());
  }

  @Test
  void oneThatCannotBeListedDoesNotHideTheOthers() {
    add("assign", List.of(JOE));
    IOException e =
        assertThrows(
            IOException.class, () -> DirectoryCommands.print(out(), directories("virtual,assign")));
    assertEquals("user directory virtual is not installed", e.getMessage());
    assertEquals("joe-x /home/joe\n", text());
  }

  /** A directory that is only asked. */
  @FunctionalInterface
  private interface Finder {
    Optional<Account> find(String local) throws IOException;
  }

  private void add(String name, Finder finder) {
    add(name, finder, List.of());
  }

  private void add(String name, List<Account> accounts) {
    add(name, local -> Optional.empty(), accounts);
  }

  private void add(String name, Finder finder, List<Account> accounts) {
    UserDirectory directory =
        new UserDirectory() {
          @Override
          public Optional<Account> find(String local) throws IOException {
            return finder.find(local);
          }

          @Override
          public List<Account> accounts() {
            return accounts;
          }
        };
    present.add(Map.entry(Map.of(PluginName.PROPERTY, name), directory));
  }

  private Directories directories(String setting) {
    return Directories.of(Map.of("directories", setting), present);
  }

  private String told(String setting, String address) {
    console.reset();
    new Lookup(directories(setting), out()).tell(new Address(address));
    return text();
  }

  private PrintStream out() {
    return new PrintStream(console, true, StandardCharsets.UTF_8);
  }

  private String text() {
    return console.toString(StandardCharsets.UTF_8).replaceAll(" +", " ");
  }
}
