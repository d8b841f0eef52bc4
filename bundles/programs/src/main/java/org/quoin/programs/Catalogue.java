package org.quoin.programs;

import java.util.Optional;
import org.quoin.api.delivery.LocalProgram;

/** The programs by their names. */
final class Catalogue {
  private Catalogue() {}

  static Optional<LocalProgram> named(String name) {
    return switch (name) {
      case "bouncesaying" -> Optional.of(new Bouncesaying());
      case "condredirect" -> Optional.of(new Condredirect());
      case "except" -> Optional.of(new Except());
      case "forward" -> Optional.of(new Forward());
      default -> Optional.empty();
    };
  }
}
