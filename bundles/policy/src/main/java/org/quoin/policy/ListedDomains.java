package org.quoin.policy;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.quoin.api.Address;
import org.quoin.api.delivery.Route;
import org.quoin.api.delivery.Router;
import org.quoin.api.table.ControlFiles;
import org.quoin.api.table.Tables;

/**
 * The domains of {@code control/rcpthosts} and of the compiled {@code morercpthosts.cdb} beside it
 * (S4). The text that the compiled list is made from has no effect of its own.
 */
final class ListedDomains {
  private static final String FILE = "rcpthosts";
  private static final String MORE = "morercpthosts.cdb";

  private final Tables tables;
  private final ListFile<DomainList> domains;

  ListedDomains(ControlFiles files, Tables tables) {
    this.tables = tables;
    this.domains = new ListFile<>(files, FILE, DomainList::new);
  }

  /**
   * Makes sure that it can be said of any domain whether it is listed.
   *
   * @throws IOException if it cannot
   */
  void check() throws IOException {
    if (domains.now().isPresent()) {
      // Whether or not: what matters is that it can be said.
      tables.isThere(MORE);
    }
  }

  /** Whether the address is of one of them, or has no domain; empty if there is no rcpthosts. */
  Optional<Boolean> has(Address address) throws IOException {
    Optional<DomainList> listed = domains.now();
    return listed.isEmpty()
        ? Optional.empty()
        : Optional.of(
            !address.hasDomain()
                || listed.get().has(address.domain())
                || hasMore(address.domain()));
  }

  private boolean hasMore(String domain) throws IOException {
    return tables.isThere(MORE) && tables.table(MORE).find(DomainList.keys(domain)).isPresent();
  }

  /** Whether mail for this address is delivered on this machine. */
  static boolean isLocal(@Nullable Router router, Address address) throws IOException {
    if (router == null) {
      throw new IOException("the router that knows local domains is not installed");
    }
    return router.route(address).map(route -> route.transport().equals(Route.LOCAL)).orElse(false);
  }
}
