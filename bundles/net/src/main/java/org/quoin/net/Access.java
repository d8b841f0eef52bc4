package org.quoin.net;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Whether a peer may come in, and what is set for its session.
 *
 * @param variables in the order of the rule; of two with one name the later counts
 */
record Access(boolean allowed, Map<String, String> variables) {
  /** Where no rule applies. */
  static final Access DEFAULT = new Access(true, Map.of());

  static final Access DENIED = new Access(false, Map.of());

  /**
   * @param data what stands in a compiled file (ucspi-tcp's tcprules): texts that NUL ends, {@code
   *     D} to deny and {@code +NAME=VALUE} to set; whatever else there is means nothing
   */
  static Access of(String data) {
    Map<String, String> variables = new LinkedHashMap<>();
    for (String each : data.split("\0", -1)) {
      if (each.startsWith("D")) {
        return DENIED;
      }
      int equals = each.indexOf('=');
      if (each.startsWith("+") && equals > 0) {
        variables.put(each.substring(1, equals), each.substring(equals + 1));
      }
    }
    return new Access(true, variables);
  }

  /** In the words of tcprulescheck. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    variables.forEach(
        (name, value) ->
            text.append("set environment variable " + name + "=" + value).append('\n'));
    return text + (allowed ? "allow" : "deny") + " connection\n";
  }
}
