package org.quoin.smtpd;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The client's first message of SCRAM (RFC 5802, 5 and 7). A header that asks for channel binding,
 * or an extension that must be understood, is none that we take.
 *
 * @param header the gs2-header, such as {@code n,,}
 * @param bare all that follows it; bytes as characters
 * @param user text
 */
record ScramFirst(String header, String bare, String user, String nonce) {
  /** What repeats is possessive: else each extension would take room on the stack. */
  private static final Pattern FORM =
      Pattern.compile(
          "([ny],(?:a=([^,\\x00]+))?,)"
              + "(n=([^,\\x00]+),r=([\\x21-\\x2b\\x2d-\\x7e]+)(?:,[A-Za-z]=[^,\\x00]+)*+)");

  private static final Pattern BAD_ESCAPE = Pattern.compile("=(?!2C|3D)");

  /** Empty also if an authzid is not the user himself. */
  static Optional<ScramFirst> parse(String message) {
    Matcher parts = FORM.matcher(message);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String authzid = parts.group(2);
    String name = parts.group(4);
    boolean himself = authzid == null || authzid.equals(name);
    if (!himself || BAD_ESCAPE.matcher(name).find()) {
      return Optional.empty();
    }
    return SaslLine.utf8(name.replace("=2C", ",").replace("=3D", "="))
        .map(user -> new ScramFirst(parts.group(1), parts.group(3), user, parts.group(5)));
  }
}
