package org.quoin.users;

import java.io.IOException;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The command {@code user:add}, which makes an account of {@code users/assign}. */
@Component(service = UserCommands.class, configurationPid = "org.quoin.users")
@GogoCommand(
    scope = "user",
    function = {"add"})
public final class UserCommands {
  private final Base base;
  private final AssignEditor editor;

  @Activate
  public UserCommands(BundleContext context, AssignDirectory.Config config) {
    this(Base.of(context), config.max_bytes());
  }

  UserCommands(Base base, int maxBytes) {
    this.base = base;
    this.editor = new AssignEditor(base.assign(maxBytes));
  }

  @Descriptor("adds an account with a home and a Maildir")
  public void add(
      CommandSession session, @Descriptor("name of the account and of its address") String name)
      throws IOException {
    session.getConsole().println(added(name));
  }

  /** Makes the home, then the line: mail never finds an account without a Maildir. */
  String added(String name) throws IOException {
    AccountName.require(name);
    HomeFolder home = new HomeFolder(base.homes().resolve(name));
    editor.add(
        name,
        () -> {
          home.create();
          return line(name, home);
        });
    return name + " has the home " + home.path();
  }

  private static String line(String name, HomeFolder home) throws IOException {
    String path = home.path().toAbsolutePath().toString();
    if (path.indexOf(':') >= 0 || path.indexOf('\n') >= 0) {
      throw new IllegalStateException(
          "users/assign cannot name " + path + ": it has a colon or a line end");
    }
    String bytes = Utf8.bytes(path);
    return "=%s:%s:%d:%d:%s:::".formatted(name, name, home.uid(), home.gid(), bytes);
  }
}
