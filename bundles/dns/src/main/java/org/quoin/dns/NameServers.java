package org.quoin.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.xbill.DNS.Address;

/** The servers that are asked: those of the setting, or those of resolv.conf(5) as it is now. */
final class NameServers {
  private static final int PORT = 53;
  private static final String LOCAL = "127.0.0.1";
  private static final String KEY = "nameserver";

  private final List<InetSocketAddress> named;
  private final Path resolvConf;

  /**
   * @param setting addresses with commas between them, perhaps with ports; empty = the system's
   * @throws IllegalArgumentException if there is something else in it
   */
  NameServers(String setting, Path resolvConf) {
    this.named =
        Arrays.stream(setting.split(",", -1))
            .map(String::strip)
            .filter(each -> !each.isEmpty())
            .map(NameServers::server)
            .toList();
    this.resolvConf = resolvConf;
  }

  /** In the order in which they are asked; at least one. */
  List<InetSocketAddress> now() throws IOException {
    return named.isEmpty() ? ofSystem() : named;
  }

  /** Read each time: a machine that moves gets other servers, and the file is small. */
  private List<InetSocketAddress> ofSystem() throws IOException {
    List<InetSocketAddress> servers = new ArrayList<>();
    for (String line : lines()) {
      String[] words = line.strip().split("\\s+", -1);
      if (words.length > 1 && words[0].equals(KEY) && isAddress(words[1])) {
        servers.add(server(words[1]));
      }
    }
    return servers.isEmpty() ? List.of(server(LOCAL)) : servers;
  }

  private List<String> lines() throws IOException {
    try {
      return Files.readAllLines(resolvConf);
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private static boolean isAddress(String text) {
    try {
      server(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** {@code 192.0.2.1}, {@code 192.0.2.1:5353}, {@code 2001:db8::1}, {@code [2001:db8::1]:5353}. */
  private static InetSocketAddress server(String text) {
    int colon = text.lastIndexOf(':');
    boolean withPort = colon > 0 && (text.indexOf(':') == colon || text.charAt(colon - 1) == ']');
    String host = withPort ? text.substring(0, colon) : text;
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    try {
      InetAddress address = Address.getByAddress(host);
      int port = withPort ? Integer.parseInt(text.substring(colon + 1)) : PORT;
      return new InetSocketAddress(address, port);
    } catch (UnknownHostException | IllegalArgumentException e) {
      throw new IllegalArgumentException("servers: no address of a name server: " + text, e);
    }
  }
}
