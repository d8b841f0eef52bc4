package org.quoin.queue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.quoin.api.Address;
import org.quoin.api.PluginName;
import org.quoin.api.delivery.Route;

/** Takes mail from classic queues into an instance and back, and tells what the instance holds. */
final class TransferRig {
  static final String QUEUE = "00";

  private static final List<String> ROUTERS = List.of("qmail");

  final Rig around = new Rig();
  private final Routes routes = new Routes(around.routers);

  TransferRig() {
    around.routers.add(
        TransferRig::route, Map.of(PluginName.PROPERTY, "qmail", "service.ranking", 1));
  }

  /** As {@link Rig#route}, and v.test is a virtual domain of joe-v. */
  private static Optional<Route> route(Address address) {
    boolean virtual = address.domain().equals("v.test");
    Address to = virtual ? new Address("joe-v-" + address.text()) : address;
    return virtual
        ? Optional.of(new Route("local", to, Optional.empty(), "v.test", "virtualdomains"))
        : Rig.route(address);
  }

  Import into() {
    Origins origins = new Origins(routes, ROUTERS);
    return new Import(QUEUE, around.store, origins, around.time);
  }

  Takeover.Summary take(Path root) throws IOException {
    return new Takeover(root, into()).run();
  }

  Export.Summary write(Path root, boolean remove) throws IOException {
    try (Export export = new Export(around.store, QUEUE, routes, ROUTERS)) {
      Export.Summary summary = export.write(root, around.time.instant());
      if (remove) {
        export.remove();
      }
      return summary;
    }
  }

  List<History> messages() throws IOException {
    List<History> messages = new ArrayList<>();
    around
        .store
        .attach(
            QUEUE, (accepted, marks, suspect) -> messages.add(History.of(accepted, marks, suspect)))
        .close();
    return messages;
  }

  /** All that counts of each message, for a comparison. */
  List<String> holdings() throws IOException {
    List<String> holdings = new ArrayList<>();
    for (History message : messages()) {
      List<String> lines = new ArrayList<>();
      Instant birth = message.accepted().birth();
      for (History.Line one : message.lines()) {
        lines.add(one.address() + " " + where(one, birth));
      }
      lines.sort(null);
      String sender = message.accepted().envelope().sender().text();
      holdings.add(birth + " <" + sender + "> " + text(message) + " " + lines);
    }
    holdings.sort(null);
    return holdings;
  }

  private static String where(History.Line line, Instant birth) {
    Standing standing = line.standing();
    if (standing.hasFailed()) {
      return "failed: " + line.text();
    }
    if (!standing.isOpen()) {
      return "delivered";
    }
    return standing.pause().isEmpty() ? "new" : "next " + standing.nextAttempt(birth, false);
  }

  private static String text(History message) throws IOException {
    try (InputStream in = message.accepted().content().open()) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
