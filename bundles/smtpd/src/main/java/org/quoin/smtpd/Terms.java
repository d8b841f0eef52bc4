package org.quoin.smtpd;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.quoin.api.table.ControlFiles;
import org.quoin.codec.ControlSyntax;

/**
 * What the control files say at the moment a peer connects; it holds for the whole session.
 *
 * @param greeting our name, and more (S1)
 * @param localIpHost the domain of our own address literals (S2)
 * @param timeout longest wait for the peer (S8)
 * @param databytes size limit; 0 = none (S6)
 * @param greetingDelay how long a peer must be silent before we greet
 * @param needsTls whether mail is taken from encrypted sessions only (C11)
 * @param recipients most of one message, if the access rules say so (C6)
 */
record Terms(
    String greeting,
    Optional<String> localIpHost,
    Duration timeout,
    long databytes,
    Duration greetingDelay,
    boolean needsTls,
    OptionalLong recipients) {
  private static final long TIMEOUT_SECONDS = 1200;

  /** Peers give up after five minutes (RFC 5321, 4.5.3.2.1). */
  private static final long MOST_DELAY_SECONDS = 60;

  /**
   * @param variables the peer's; DATABYTES takes the place of the file, MAXRECIPIENTS of a setting
   * @throws IOException if a file is unreadable, or there is none to take the greeting from (A5)
   */
  static Terms read(ControlFiles control, Map<String, String> variables) throws IOException {
    Optional<String> me = control.line("me");
    String greeting =
        control
            .line("smtpgreeting")
            .or(() -> me)
            .orElseThrow(() -> new IOException("neither smtpgreeting nor me"));
    Optional<String> localIpHost = control.line("localiphost").or(() -> me);
    long timeout = control.number("timeoutsmtpd").orElse(TIMEOUT_SECONDS);
    long databytes = control.number("databytes").orElse(0);
    String variable = variables.get("DATABYTES");
    if (variable != null) {
      databytes = ControlSyntax.leadingNumber(variable).orElse(0);
    }
    Duration wait = Duration.ofSeconds(Math.clamp(timeout, 1, Integer.MAX_VALUE / 1000));
    return new Terms(
        greeting,
        localIpHost,
        wait,
        databytes,
        greetingDelay(variables),
        variables.getOrDefault("UCSPITLS", "").equals("!"),
        recipients(variables));
  }

  private static Duration greetingDelay(Map<String, String> variables) {
    long seconds = ControlSyntax.leadingNumber(variables.getOrDefault("GREETDELAY", "")).orElse(0);
    return Duration.ofSeconds(Math.clamp(seconds, 0, MOST_DELAY_SECONDS));
  }

  private static OptionalLong recipients(Map<String, String> variables) {
    OptionalLong most = ControlSyntax.leadingNumber(variables.getOrDefault("MAXRECIPIENTS", ""));
    return most.orElse(0) > 0 ? most : OptionalLong.empty();
  }

  /** Most recipients of one message. */
  long mostRecipients(Settings settings) {
    return recipients.orElse(settings.recipients());
  }

  boolean allows(long bytes) {
    return databytes == 0 || bytes <= databytes;
  }
}
