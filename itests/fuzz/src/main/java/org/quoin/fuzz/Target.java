package org.quoin.fuzz;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.quoin.codec.CdbFuzz;
import org.quoin.net.ProxyHeaderFuzz;
import org.quoin.net.RulesFuzz;
import org.quoin.programs.AddressFuzz;
import org.quoin.smtpd.CommandFuzz;
import org.quoin.smtpd.DataFuzz;
import org.quoin.smtpd.SaslFuzz;

/** All that is fuzzed. A corpus is a folder of this name; new ones are added at the end. */
public enum Target {
  COMMAND(CommandFuzz.class),
  ADDRESS(AddressFuzz.class),
  DATA(DataFuzz.class),
  RULES(RulesFuzz.class),
  PROXY(ProxyHeaderFuzz.class),
  SASL(SaslFuzz.class),
  CDB(CdbFuzz.class);

  private final Class<?> type;

  Target(Class<?> type) {
    this.type = type;
  }

  static Optional<Target> named(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The class that the fuzzer calls. */
  Class<?> type() {
    return type;
  }

  /**
   * Tries one input.
   *
   * @throws IOException if it is a finding, as is whatever else is thrown
   */
  void run(byte[] input) throws IOException {
    switch (this) {
      case COMMAND -> CommandFuzz.fuzzerTestOneInput(input);
      case ADDRESS -> AddressFuzz.fuzzerTestOneInput(input);
      case DATA -> DataFuzz.fuzzerTestOneInput(input);
      case RULES -> RulesFuzz.fuzzerTestOneInput(input);
      case PROXY -> ProxyHeaderFuzz.fuzzerTestOneInput(input);
      case SASL -> SaslFuzz.fuzzerTestOneInput(input);
      case CDB -> CdbFuzz.fuzzerTestOneInput(input);
    }
  }
}
