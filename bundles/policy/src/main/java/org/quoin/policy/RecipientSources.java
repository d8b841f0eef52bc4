package org.quoin.policy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.quoin.api.Address;
import org.quoin.api.PluginName;
import org.quoin.api.delivery.RecipientCheck;
import org.quoin.api.delivery.Route;
import org.quoin.api.delivery.Router;

/**
 * Asks who knows the recipients of a line.
 *
 * @param base that names of files are relative to
 * @param router knows to which transport a recipient goes
 * @param checks of transports, in ascending ranking
 */
record RecipientSources(
    Path base,
    RecipientPrograms programs,
    @Nullable Router router,
    List<Map.Entry<Map<String, Object>, RecipientCheck>> checks) {

  /**
   * @throws IOException if it cannot be said now
   */
  boolean has(RecipientSource source, Address address) throws IOException, InterruptedException {
    return switch (source) {
      case RecipientSource.Everybody everybody -> true;
      case RecipientSource.Table(String file) ->
          new RecipientTable(base.resolve(file)).has(address);
      case RecipientSource.Program(List<String> words) -> programs.has(address, words);
      case RecipientSource.Delivery(String transport) -> isDelivered(address, transport);
    };
  }

  /** Of recipients that go elsewhere the transport knows nothing, so nobody says no. */
  private boolean isDelivered(Address address, String transport) throws IOException {
    if (router == null) {
      throw new IOException("the router that knows local domains is not installed");
    }
    Optional<Route> route = router.route(address);
    if (route.isEmpty() || !route.get().transport().equals(transport)) {
      return true;
    }
    return check(transport).exists(route.get().recipient());
  }

  private RecipientCheck check(String transport) throws IOException {
    return checks.stream()
        .filter(each -> transport.equals(each.getKey().get(PluginName.PROPERTY)))
        .map(Map.Entry::getValue)
        .reduce((lower, higher) -> higher)
        .orElseThrow(() -> new IOException("transport " + transport + " cannot be asked now"));
  }
}
