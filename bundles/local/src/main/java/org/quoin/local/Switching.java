package org.quoin.local;

import java.nio.file.Path;
import java.util.Map;
import org.quoin.api.Address;
import org.quoin.api.delivery.Delivery;
import org.quoin.api.delivery.Outcome;

/**
 * Makes deliveries as their recipients (ADR 20).
 *
 * @param inherited environment of programs beside what tells of the delivery
 * @param base that names of files in settings are relative to
 */
record Switching(Settings settings, Map<String, String> inherited, Path base, Workers workers)
    implements AutoCloseable {

  Outcome deliver(Delivery delivery, Address recipient, Tools tools)
      throws NotNow, InterruptedException {
    return new SwitchedAttempt(delivery, recipient, terms(tools), workers).run(tools);
  }

  private WorkerTerms terms(Tools tools) {
    return new WorkerTerms(
        settings.patrn(),
        settings.maxHeaderBytes(),
        settings.programs().limits(),
        inherited,
        WorkerTerms.Defaults.of(tools.interpreter().fallback()),
        tools.forwarder().intake() != null,
        tools.interpreter().known().settings(Map.of()),
        tools.mailboxes().formats().settings(Map.of("quoin.base", base.toString())));
  }

  @Override
  public void close() {
    workers.close();
  }
}
