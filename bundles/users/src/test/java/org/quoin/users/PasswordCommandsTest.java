package org.quoin.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordCommandsTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream console = new ByteArrayOutputStream();
  private TextFile text;
  private PasswordCommands commands;

  @BeforeEach
  void open() {
    text = new Base(folder).passwords(10_000);
    commands = new PasswordCommands(text);
  }

  @Test
  void aNewPasswordIsKeptAsKeysInAPrivateFile() throws IOException {
    commands.password(session(""), "joe@example.org", "s3cret");
    assertTrue(read().of("joe@example.org").orElseThrow().matches("s3cret"));
    assertFalse(text.needed().contains("s3cret"));
    assertEquals("joe@example.org has a new password\n", console.toString(StandardCharsets.UTF_8));
    assertEquals("rw-------", mode());
  }

  @Test
  void thePasswordComesFromStandardInputIfThereIsOne() throws IOException {
    commands.password(session("s3cret w\u00f6rd\nmore\n"), "joe");
    assertTrue(read().of("joe").orElseThrow().matches("s3cret w\u00f6rd"));
    assertThrows(IllegalArgumentException.class, () -> commands.password(session(""), "joe"));
  }

  @Test
  void aChangedPasswordTakesThePlaceOfTheOldOneAndTheRestIsKept() throws IOException {
    commands.password(session(""), "joe", "one");
    String before = "# a remark\njoe:garbage\njoenna:{PLAIN}x\njoe:again\nnonsense\n";
    Files.writeString(text.path(), before);
    Files.setPosixFilePermissions(text.path(), PosixFilePermissions.fromString("rw-r-----"));
    commands.password(session(""), "joe", "two");
    String after = text.needed();
    assertTrue(after.startsWith("# a remark\njoe:{SCRAM-SHA-256}"), after);
    assertTrue(after.endsWith("\njoenna:{PLAIN}x\nnonsense\n"), after);
    assertTrue(read().of("joe").orElseThrow().matches("two"));
    assertEquals("rw-r-----", mode());
  }

  @Test
  void aNameOrPasswordThatCannotBeLeavesNoTrace() {
    for (String name : new String[] {"", "a:b", "a\nb", " a", "#a", "x".repeat(300)}) {
      assertThrows(
          IllegalArgumentException.class, () -> commands.password(session(""), name, "x"), name);
    }
    assertThrows(IllegalArgumentException.class, () -> commands.password(session(""), "joe", ""));
    assertFalse(Files.exists(text.path()));
  }

  @Test
  void theListShowsFormsAndNoSecrets() throws IOException {
    commands.password(session(""), "joe", "s3cret");
    Files.writeString(text.path(), text.needed() + "ann:{PLAIN}hunter2\nbob:{MD5}hunter2\n");
    console.reset();
    commands.passwords(session(""));
    String said = console.toString(StandardCharsets.UTF_8);
    assertEquals(
        """
        joe                             SCRAM-SHA-256
        ann                             PLAIN
        users/passwords line 3 has a scheme that is not known
        """,
        said);
  }

  private Passwords read() throws IOException {
    return PasswordSyntax.parse(text.needed());
  }

  private String mode() throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(text.path()));
  }

  private CommandSession session(String typed) {
    PrintStream out = new PrintStream(console, true, StandardCharsets.UTF_8);
    InputStream in = new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
    return (CommandSession)
        Proxy.newProxyInstance(
            CommandSession.class.getClassLoader(),
            new Class<?>[] {CommandSession.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getConsole" -> out;
                  case "getKeyboard" -> in;
                  default -> null;
                });
  }
}
