package org.quoin.users;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.quoin.api.user.Account;
import org.quoin.api.user.UserDirectory;
import org.quoin.codec.LogText;

/** The commands {@code user:add} and {@code user:list}. */
@Component(service = UserCommands.class, configurationPid = "org.quoin.users")
@GogoCommand(
    scope = "user",
    function = {"add", "list"})
public final class UserCommands {
  private final Base base;
  private final AssignEditor editor;

  @Reference(policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
  private volatile List<UserDirectory> directories = List.of();

  @Activate
  public UserCommands(BundleContext context, AssignDirectory.Config config) {
    this(Base.of(context), config.max_bytes());
  }

  UserCommands(Base base, int maxBytes) {
    this.base = base;
    this.editor = new AssignEditor(new AssignFile(base.assign(), maxBytes));
  }

  @Descriptor("adds an account with a home and a Maildir")
  public void add(
      CommandSession session, @Descriptor("name of the account and of its address") String name)
      throws IOException {
    session.getConsole().println(added(name));
  }

  @Descriptor("lists the accounts and their homes")
  public void list(CommandSession session) throws IOException {
    print(session.getConsole(), directories);
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
    String bytes = new String(path.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    return "=%s:%s:%d:%d:%s:::".formatted(name, name, home.uid(), home.gid(), bytes);
  }

  static void print(PrintStream out, List<UserDirectory> directories) throws IOException {
    for (UserDirectory directory : directories) {
      directory.accounts().stream()
          .sorted(Comparator.comparing(Account::user).thenComparing(Account::ext))
          .forEach(account -> out.println(row(account)));
    }
  }

  private static String row(Account account) {
    String ext = LogText.address(account.dash() + account.ext());
    return "%-31s %s".formatted(LogText.address(account.user()) + ext, account.home());
  }
}
