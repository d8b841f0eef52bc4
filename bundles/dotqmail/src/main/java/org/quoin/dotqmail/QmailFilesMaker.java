package org.quoin.dotqmail;

import java.util.Map;
import org.quoin.api.delivery.DeliveryInstructions;

/** Makes {@link QmailFiles} in a process that runs as a recipient. */
public final class QmailFilesMaker implements DeliveryInstructions.Maker {
  @Override
  public String name() {
    return "dotqmail";
  }

  @Override
  public DeliveryInstructions make(Map<String, String> settings) {
    return new QmailFiles(
        QmailFiles.octal(settings.getOrDefault("patrn", "002")),
        Integer.parseInt(settings.getOrDefault("max.bytes", "1048576")));
  }
}
