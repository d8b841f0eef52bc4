package org.quoin.api.net;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Asks the domain name system, through a cache and within a bounded time. An empty list is a sure
 * no (there is no such name, or it has no such record); an exception means that nobody knows now.
 *
 * <p>Names are taken in ASCII with or without a dot at their end, and given without one, in lower
 * case.
 */
@ProviderType
public interface Resolver {

  /**
   * A server for the mail of a domain.
   *
   * @param preference the lowest is tried first (RFC 5321, 5.1)
   * @param host empty = the domain takes no mail at all (RFC 7505)
   */
  record MailServer(int preference, String host) {}

  /**
   * A and AAAA records.
   *
   * @throws IOException if there is no answer in time, or a server failed
   * @throws IllegalArgumentException if this can be no name
   */
  List<InetAddress> addresses(String name) throws IOException;

  /** MX records by preference, the lowest first; no default for a domain without any. */
  List<MailServer> mailServers(String domain) throws IOException;

  /** TXT records, the strings of each joined. */
  List<String> texts(String name) throws IOException;

  /** Names of an address by reverse look-up (PTR). Whether they lead back is not checked. */
  List<String> hosts(InetAddress address) throws IOException;
}
