package org.quoin.local;

import java.util.Arrays;
import java.util.List;

/**
 * What PID {@code org.quoin.local} says.
 *
 * @param directories names of user directories, asked in this order
 * @param patrn modes that a home must not have
 * @param defaultDelivery instruction where control/defaultdelivery is absent
 * @param maxHeaderBytes how far a header is searched for our Delivered-To line
 */
record Settings(List<String> directories, int patrn, String defaultDelivery, int maxHeaderBytes) {
  /**
   * @throws IllegalArgumentException with one sentence about the first bad value
   */
  static Settings of(LocalTransport.Config config) {
    return new Settings(
        names(config.directories()),
        octal(config.patrn()),
        config.defaultdelivery().strip(),
        config.max_header_bytes());
  }

  Settings {
    if (directories.isEmpty()) {
      throw new IllegalArgumentException("\"directories\" names no user directory");
    }
    if (defaultDelivery.isBlank() || defaultDelivery.startsWith("#")) {
      throw new IllegalArgumentException(
          "\"defaultdelivery\" gives no instruction, mail would be lost: " + defaultDelivery);
    }
    if (maxHeaderBytes < 1) {
      throw new IllegalArgumentException("\"max.header.bytes\" must be at least 1");
    }
  }

  private static List<String> names(String text) {
    return Arrays.stream(text.split(",")).map(String::strip).filter(n -> !n.isEmpty()).toList();
  }

  private static int octal(String text) {
    if (!text.matches("[0-7]{1,4}")) {
      throw new IllegalArgumentException("\"patrn\" is no octal mode: " + text);
    }
    return Integer.parseInt(text, 8);
  }
}
