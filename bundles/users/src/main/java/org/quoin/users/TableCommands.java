package org.quoin.users;

import java.io.IOException;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.quoin.api.Address;
import org.quoin.api.user.Account;

/**
 * What qmail-newu, qmail-pw2u and qmail-getpw do, as commands {@code user:newu}, {@code user:pw2u}
 * and {@code user:getpw}.
 */
@Component(service = TableCommands.class, configurationPid = "org.quoin.users")
@GogoCommand(
    scope = "user",
    function = {"newu", "pw2u", "getpw"})
public final class TableCommands {
  private final Base base;
  private final TextFile passwd;
  private final String alias;
  private final Newu newu;

  @Activate
  public TableCommands(
      BundleContext context, AssignDirectory.Config common, PasswdDirectory.Config config) {
    this(
        Base.of(context),
        PasswdDirectory.file(Base.of(context), config, common.max_bytes()),
        config.alias_user().strip());
  }

  TableCommands(Base base, TextFile passwd, String alias) {
    this.base = base;
    this.passwd = passwd;
    this.alias = alias;
    this.newu = new Newu(base.assign(passwd.maxBytes()), new Replacement(base.cdb()));
  }

  @Descriptor(
      "compiles users/assign into users/cdb, for the directory cdb and for qmail's programs")
  public void newu(CommandSession session) throws IOException {
    newu.compile();
  }

  @Descriptor("prints lines for users/assign made of the system's accounts")
  public void pw2u(
      CommandSession session,
      @Descriptor("qmail-pw2u's: -o -h -H (homes), -u -U (capitals), -c CHAR -C (extensions), -/")
          String... options)
      throws IOException {
    PrintStream out = session.getConsole();
    Pw2uFiles files = Pw2uFiles.read(name -> base.text(name, passwd.maxBytes()).text());
    List<String> words = Arrays.stream(options).map(Utf8::bytes).toList();
    Pw2u pw2u = new Pw2u(Pw2uOptions.parse(words), files, new DiskHomes(), alias);
    out.print(Utf8.shown(pw2u.accounts(passwd.needed())));
    out.print(Utf8.shown(pw2u.others()));
    out.flush();
  }

  @Descriptor("prints user, uid, gid, home, dash and ext for a local part, each ended by a NUL")
  public void getpw(CommandSession session, @Descriptor("local part") String... local)
      throws IOException {
    session.getConsole().print(account(List.of(local)));
    session.getConsole().flush();
  }

  private String account(List<String> words) throws IOException {
    if (words.isEmpty()) {
      throw new IllegalArgumentException("getpw needs a local part");
    }
    Address local = new Address(Utf8.bytes(words.getFirst()));
    PasswdDirectory directory = new PasswdDirectory(passwd, alias, InstantSource.system());
    Optional<Account> account = directory.find(local.text());
    return account
        .map(found -> Utf8.shown(fields(found)))
        .orElseThrow(() -> new IllegalStateException("nobody has this address"));
  }

  private static String fields(Account account) {
    List<String> fields =
        List.of(
            account.user(),
            Long.toString(account.uid()),
            Long.toString(account.gid()),
            HomePath.bytes(account.home()),
            account.dash(),
            account.ext());
    return String.join("\0", fields) + "\0";
  }
}
