package org.quoin.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlCommandsTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream console = new ByteArrayOutputStream();
  private ControlCommands commands;

  @BeforeEach
  void open() {
    commands =
        new ControlCommands(
            folder, new ControlDirectory(folder, new DiskSource(), InstantSource.system()));
  }

  @Test
  void everyFileIsListedAlsoTheUnreadable() throws IOException {
    Files.writeString(folder.resolve("me"), "mx.example\n");
    Files.writeString(folder.resolve("locals"), "a\nb\n");
    Files.writeString(folder.resolve("virtualdomains"), "");
    Files.createDirectory(folder.resolve("rcpthosts"));
    commands.show(session());
    assertEquals(
        """
        locals: a ... (2 entries)
        me: mx.example
        rcpthosts: cannot be read: %s is not a file
        virtualdomains: (empty)
        """
            .formatted(folder.resolve("rcpthosts")),
        text());
  }

  @Test
  void oneFileIsShownWithItsPath() throws IOException {
    Files.writeString(folder.resolve("locals"), "#c\na\nb\n");
    commands.show(session(), "locals");
    assertEquals("from " + folder.resolve("locals") + "\na\nb\n", text());
  }

  @Test
  void anAbsentFileIsSaidToBeAbsent() throws IOException {
    commands.show(session(), "locals");
    assertTrue(text().contains("absent"), text());
  }

  @Test
  void filesOutsideTheFolderAreNotShown() {
    assertThrows(IllegalArgumentException.class, () -> commands.show(session(), "../secret"));
  }

  private String text() {
    return console.toString(StandardCharsets.ISO_8859_1);
  }

  private CommandSession session() {
    PrintStream out = new PrintStream(console, true, StandardCharsets.ISO_8859_1);
    return (CommandSession)
        Proxy.newProxyInstance(
            CommandSession.class.getClassLoader(),
            new Class<?>[] {CommandSession.class},
            (proxy, method, arguments) -> method.getName().equals("getConsole") ? out : null);
  }
}
