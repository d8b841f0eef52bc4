package org.quoin.api.intake;

import java.io.IOException;
import java.io.OutputStream;

/** Writes a message; called once, while the edit is applied. */
@FunctionalInterface
public interface BodySource {
  void writeTo(OutputStream out) throws IOException;
}
