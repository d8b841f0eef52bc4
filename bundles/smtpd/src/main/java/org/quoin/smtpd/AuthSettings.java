package org.quoin.smtpd;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.osgi.service.component.ComponentException;

/**
 * How users log in.
 *
 * @param authenticators names of those that are asked, in this order
 * @param errors failures of one session, then it ends
 * @param failures of one address or name within the window, then nobody is asked
 */
record AuthSettings(List<String> authenticators, int errors, int failures, Duration window) {
  static final String AUTHENTICATORS = "passwords";
  static final int ERRORS = 10;
  static final int FAILURES = 20;
  static final int WINDOW_SECONDS = 600;
  static final AuthSettings DEFAULT =
      new AuthSettings(
          List.of(AUTHENTICATORS), ERRORS, FAILURES, Duration.ofSeconds(WINDOW_SECONDS));

  /** More of PID {@code org.quoin.smtpd}. */
  @interface Config {
    /** Names of authenticators with commas between them. */
    String authenticators() default AUTHENTICATORS;

    /** Failed logins of one session. */
    int auth_errors() default ERRORS;

    /** Failed logins from one address, or by one name, within auth.seconds. */
    int auth_failures() default FAILURES;

    int auth_seconds() default WINDOW_SECONDS;
  }

  /**
   * @throws IllegalArgumentException if a value is out of range
   */
  AuthSettings {
    if (errors < 1 || failures < 1 || window.isNegative() || window.isZero()) {
      throw new IllegalArgumentException(
          "auth.errors, auth.failures and auth.seconds are numbers from 1");
    }
  }

  /**
   * @throws IllegalArgumentException with one line that names the settings
   */
  static AuthSettings of(Config config) {
    try {
      List<String> names = names(config.authenticators());
      Duration window = Duration.ofSeconds(config.auth_seconds());
      return new AuthSettings(names, config.auth_errors(), config.auth_failures(), window);
    } catch (ComponentException e) {
      throw new IllegalArgumentException(
          "auth.errors, auth.failures and auth.seconds are numbers from 1", e);
    }
  }

  static List<String> names(String list) {
    return Arrays.stream(list.split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }
}
