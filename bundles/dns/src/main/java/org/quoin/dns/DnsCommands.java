package org.quoin.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.quoin.api.net.Resolver;
import org.quoin.codec.AsciiCase;
import org.quoin.codec.IpText;
import org.xbill.DNS.Address;

/** The command {@code dns:lookup}: asks as the platform itself does. */
@Component(service = DnsCommands.class)
@GogoCommand(scope = "dns", function = "lookup")
public final class DnsCommands {
  private final Resolver resolver;

  @Activate
  public DnsCommands(@Reference Resolver resolver) {
    this.resolver = resolver;
  }

  /**
   * Prints one line for each record.
   *
   * @throws IOException if nobody knows now
   * @throws IllegalStateException if there is none, for sure
   * @throws IllegalArgumentException if this cannot be asked
   */
  @Descriptor("asks the domain name system, as the platform does, through its cache")
  public void lookup(
      CommandSession session,
      @Descriptor("a (addresses, old and new), mx, txt or ptr") String type,
      @Descriptor("a domain name; for ptr an address") String name)
      throws IOException {
    List<String> lines = lines(AsciiCase.lower(type), name);
    if (lines.isEmpty()) {
      throw new IllegalStateException("There is no " + type + " of " + name + ".");
    }
    lines.forEach(session.getConsole()::println);
  }

  /** As they may be shown on a terminal. */
  List<String> lines(String type, String name) throws IOException {
    return switch (type) {
      case "a" -> resolver.addresses(name).stream().map(IpText::of).toList();
      case "mx" -> resolver.mailServers(name).stream().map(DnsCommands::line).toList();
      case "txt" -> resolver.texts(name).stream().map(DnsCommands::printable).toList();
      case "ptr" -> resolver.hosts(address(name));
      default ->
          throw new IllegalArgumentException(type + " is none of the types a, mx, txt and ptr");
    };
  }

  private static String line(Resolver.MailServer server) {
    return server.preference() + " " + (server.host().isEmpty() ? "." : server.host());
  }

  private static String printable(String text) {
    return text.replaceAll("[^ -~]", "?");
  }

  private static InetAddress address(String text) {
    try {
      return Address.getByAddress(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(text + " is no address", e);
    }
  }
}
