package org.quoin.api.delivery;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.quoin.api.user.Account;

/**
 * Knows what the owner of an account wants done with its mail. Named by {@link
 * org.quoin.api.PluginName}: {@code dotqmail} reads {@code .qmail} files (L4 to L6, L10).
 */
@ConsumerType
public interface DeliveryInstructions {
  /**
   * Looks the instructions up as they are now. Who asks has made sure that the account's home is
   * safe (L2).
   *
   * @return empty if there is no such mailbox: mail for it fails for good
   * @throws PutOffException if they are there and must not be followed now, with qmail's words
   * @throws IOException if it cannot say now: mail waits
   */
  Optional<Instructions> find(Account account) throws IOException;

  /**
   * Reads default delivery instructions (L13).
   *
   * @param text bytes as characters, lines ended by LF
   */
  List<Instruction> parse(String text);

  /**
   * Makes one where there is no OSGi: in a process that runs as a recipient (ADR 20). Found by
   * {@link java.util.ServiceLoader}.
   */
  @ConsumerType
  interface Maker {
    /** The name as a plugin. */
    String name();

    /**
     * @param settings the properties of the service that it stands in for, as texts
     * @throws IllegalArgumentException if one of them is wrong
     */
    DeliveryInstructions make(Map<String, String> settings);
  }
}
