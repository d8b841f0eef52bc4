package org.quoin.users;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.quoin.codec.LogText;

/**
 * The commands {@code user:password}, which gives somebody a password to log in with, and {@code
 * user:passwords}, which tells who has one.
 */
@Component(service = PasswordCommands.class, configurationPid = "org.quoin.users")
@GogoCommand(
    scope = "user",
    function = {"password", "passwords"})
public final class PasswordCommands {
  private final TextFile text;
  private final PasswordFile file;

  @Activate
  public PasswordCommands(BundleContext context, AssignDirectory.Config config) {
    this(Base.of(context).passwords(config.max_bytes()));
  }

  PasswordCommands(TextFile text) {
    this.text = text;
    this.file = new PasswordFile(text);
  }

  @Descriptor("gives somebody the password that the first line of standard input holds")
  public void password(CommandSession session, @Descriptor("name to log in by") String name)
      throws IOException {
    set(session, name, line(session));
  }

  @Descriptor("gives somebody a password; others on this machine may see it while this runs")
  public void password(
      CommandSession session,
      @Descriptor("name to log in by") String name,
      @Descriptor("the password") String password)
      throws IOException {
    set(session, name, password);
  }

  private void set(CommandSession session, String name, String password) throws IOException {
    try {
      PasswordSyntax.requireName(name);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("this name " + e.getMessage(), e);
    }
    file.set(name, password);
    session.getConsole().println(name + " has a new password");
  }

  private static String line(CommandSession session) throws IOException {
    BufferedReader keyboard =
        new BufferedReader(new InputStreamReader(session.getKeyboard(), StandardCharsets.UTF_8));
    String line = keyboard.readLine();
    if (line == null || line.isEmpty()) {
      throw new IllegalArgumentException(
          "there is no password on standard input; give it as a second word");
    }
    return line;
  }

  @Descriptor("lists who has a password in users/passwords, and in which form it is kept")
  public void passwords(CommandSession session) throws IOException {
    PrintStream out = session.getConsole();
    Passwords all = file.parsed(text.needed());
    all.secrets().forEach((name, secret) -> out.println(row(name, secret)));
    all.troubles().forEach(trouble -> out.println("users/passwords " + trouble));
  }

  private static String row(String name, Secret secret) {
    return "%-31s %s".formatted(LogText.address(name), secret);
  }
}
