package org.quoin.programs;

import java.util.Optional;
import java.util.ServiceLoader;
import org.quoin.api.program.LocalProgram;

/** The programs by their names. */
final class Catalogue {
  private Catalogue() {}

  static Optional<LocalProgram> named(String name) {
    return switch (name) {
      case "addcr" -> Optional.of(new Addcr());
      case "bouncesaying" -> Optional.of(new Bouncesaying());
      case "condredirect" -> Optional.of(new Condredirect());
      case "delcr" -> Optional.of(new Delcr());
      case "dot-forward" -> Optional.of(new DotForward());
      case "eliminate-dups" -> Optional.of(new EliminateDups());
      case "except" -> Optional.of(new Except());
      case "fastforward" -> Optional.of(new Fastforward());
      case "forward" -> Optional.of(new Forward());
      case "maildirmake" -> Optional.of(new Maildirmake());
      case "maildirwatch" -> Optional.of(new Maildirwatch());
      case "newaliases" -> Optional.of(new Newaliases());
      case "newinclude" -> Optional.of(new Newinclude());
      case "preline" -> Optional.of(new Preline());
      case "printforward" -> Optional.of(new Printforward());
      case "printmaillist" -> Optional.of(new Printmaillist());
      case "qreceipt" -> Optional.of(new Qreceipt());
      case "setforward" -> Optional.of(new Setforward());
      case "setmaillist" -> Optional.of(new Setmaillist());
      case "vacation" -> Optional.of(new Vacation());
      default -> fromElsewhere(name);
    };
  }

  /** One of another bundle on the class path. */
  private static Optional<LocalProgram> fromElsewhere(String name) {
    for (LocalProgram.Maker maker : ServiceLoader.load(LocalProgram.Maker.class)) {
      if (maker.name().equals(name)) {
        return Optional.of(maker.make());
      }
    }
    return Optional.empty();
  }
}
