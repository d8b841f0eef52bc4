package org.quoin.queue;

/**
 * What a recipient is parked for.
 *
 * @param plugin kind and name, for whoever arrives
 * @param reason for people
 */
record Parking(String plugin, String reason) {
  static Parking transport(String name) {
    return new Parking("transport " + name, Courier.missing(name));
  }

  static Parking router(String name) {
    return new Parking("router " + name, "router not installed: " + name);
  }
}
