package org.quoin.dotqmail;

import org.quoin.api.delivery.DeliveryInstructions;

/** The dotqmail bundle's service for a test without a container. */
public final class RealInstructions {
  private RealInstructions() {}

  public static DeliveryInstructions asShipped() {
    return new QmailFiles(002, 1 << 20);
  }
}
