package org.quoin.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.api.user.Account;

class TableCommandsTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream console = new ByteArrayOutputStream();
  private TableCommands commands;

  @BeforeEach
  void open() throws IOException {
    Base base = new Base(folder);
    Files.createDirectories(folder.resolve("users"));
    commands = new TableCommands(base, base.text("passwd", 1000), "alias");
    write("passwd", "alias:x:30:31::/alias:\nj\u00f6:x:40:41::/j\u00f6:\n");
  }

  @Test
  void newuMakesATable() throws IOException {
    write("assign", "=joe:u:1:1:/h:::\n.\n");
    commands.newu(session());
    assertEquals(
        List.of(new Account("u", 1, 1, Path.of("/h"), "", "")),
        new CdbDirectory(folder.resolve("users/cdb"), false).accounts());
  }

  @Test
  void pw2uPrintsTheBytesOfTheFile() throws IOException {
    write("exclude", "alias\n");
    write("append", "=x:x:1:1:/x:::\n");
    IOException e = assertThrows(IOException.class, () -> commands.pw2u(session(), "-H"));
    assertEquals("unable to find alias user", e.getMessage());
    Files.delete(folder.resolve("users/exclude"));
    console.reset();
    commands.pw2u(session(), "-HC");
    assertEquals(
        """
        +:alias:30:31:/alias:-::
        =alias:alias:30:31:/alias:::
        =j\u00f6:j\u00f6:40:41:/j\u00f6:::
        =x:x:1:1:/x:::
        .
        """,
        text());
  }

  @Test
  void getpwEndsEachFieldByANul() throws IOException {
    commands.getpw(session(), "no-J\u00f6");
    assertEquals("alias,30,31,/alias,-,no-J\u00f6,", text().replace('\0', ','));
    assertThrows(IllegalArgumentException.class, () -> commands.getpw(session()));
    assertThrows(IllegalArgumentException.class, () -> commands.getpw(session(), "a\0b"));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve("users").resolve(name), text);
  }

  private String text() {
    return console.toString(StandardCharsets.UTF_8);
  }

  private CommandSession session() {
    PrintStream out = new PrintStream(console, true, StandardCharsets.UTF_8);
    return (CommandSession)
        Proxy.newProxyInstance(
            CommandSession.class.getClassLoader(),
            new Class<?>[] {CommandSession.class},
            (proxy, method, arguments) -> method.getName().equals("getConsole") ? out : null);
  }
}
