package org.quoin.net;

/**
 * How a listener stands, for people.
 *
 * @param where address and port; the real port once it is open
 * @param reason why the port is not open; empty if it is
 */
record Status(String name, String where, boolean open, String reason, int connections) {
  static final Status STARTING = new Status("", "", false, "starting", 0);

  @Override
  public String toString() {
    String state = open ? "open, connections " + connections : "not open: " + reason;
    return String.join(" ", name, where, state).replaceAll(" +", " ").strip();
  }
}
