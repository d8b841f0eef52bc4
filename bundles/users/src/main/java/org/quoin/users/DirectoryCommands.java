package org.quoin.users;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.quoin.api.Address;
import org.quoin.api.PluginName;
import org.quoin.api.delivery.Route;
import org.quoin.api.delivery.Transport;
import org.quoin.api.user.Account;
import org.quoin.api.user.UserDirectory;
import org.quoin.codec.LogText;

/**
 * The commands {@code user:list} and {@code user:lookup}. Which directories count, and in which
 * order, says the local transport by the properties of its service.
 */
@Component(service = DirectoryCommands.class)
@GogoCommand(
    scope = "user",
    function = {"list", "lookup"})
public final class DirectoryCommands {
  @Reference(policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
  private volatile List<Map.Entry<Map<String, Object>, UserDirectory>> present = List.of();

  @Reference(
      service = Transport.class,
      target = "(" + PluginName.PROPERTY + "=" + Route.LOCAL + ")",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile @Nullable Map<String, Object> transport;

  @Descriptor("lists the accounts of all directories in use, and their homes")
  public void list(CommandSession session) throws IOException {
    print(session.getConsole(), directories());
  }

  @Descriptor("tells which directories are asked for an address, what they say, and whose it is")
  public void lookup(
      CommandSession session,
      @Descriptor("an address as route:explain shows it under \"recipient\", or a local part")
          String address) {
    new Lookup(directories(), session.getConsole()).tell(new Address(Utf8.bytes(address)));
  }

  private Directories directories() {
    Map<String, Object> local = transport;
    if (local == null) {
      throw new IllegalStateException(
          "the transport \"local\", whose setting names the user directories, is not installed");
    }
    return Directories.of(local, present);
  }

  /**
   * @throws IOException naming the first directory that cannot be listed, after all others
   */
  static void print(PrintStream out, Directories directories) throws IOException {
    @Nullable IOException trouble = null;
    for (String name : directories.order()) {
      try {
        accounts(directories, name).stream()
            .sorted(Comparator.comparing(Account::user).thenComparing(Account::ext))
            .forEach(account -> out.println(row(account)));
      } catch (IOException e) {
        trouble = trouble == null ? e : trouble;
      }
    }
    if (trouble != null) {
      throw trouble;
    }
  }

  private static List<Account> accounts(Directories directories, String name) throws IOException {
    return directories
        .named(name)
        .orElseThrow(() -> new IOException("user directory " + name + " is not installed"))
        .accounts();
  }

  private static String row(Account account) {
    String ext = LogText.address(account.dash() + account.ext());
    return "%-31s %s".formatted(LogText.address(account.user()) + ext, account.home());
  }
}
