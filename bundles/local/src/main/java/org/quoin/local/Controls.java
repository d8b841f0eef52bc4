package org.quoin.local;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.quoin.api.table.ControlFiles;

/**
 * The control files, if they are there.
 *
 * @param defaultDelivery where control/defaultdelivery is absent
 */
record Controls(@Nullable ControlFiles present, String defaultDelivery) {

  ControlFiles files() throws NotNow {
    ControlFiles files = present;
    if (files == null) {
      throw NotNow.missing("The control files are not available.");
    }
    return files;
  }

  /** The instructions for an account that has none of its own (L13). */
  List<String> fallback() throws NotNow {
    try {
      Optional<List<String>> lines = files().list("defaultdelivery");
      return lines.filter(l -> !l.isEmpty()).orElse(List.of(defaultDelivery));
    } catch (IOException e) {
      throw NotNow.trouble("Unable to read control/defaultdelivery. (#4.3.0)");
    }
  }
}
