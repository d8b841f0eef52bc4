package org.quoin.users;

import java.text.Normalizer;

/**
 * Passwords made comparable as SASLprep does (RFC 4013, 2.1 and 2.2): one text, however a keyboard
 * composes it. What SASLprep prohibits stays as it is; a client that refuses it cannot send it.
 */
final class SaslText {
  private static final String MAPPED_TO_NOTHING =
      "[\\u00AD\\u034F\\u1806\\u180B-\\u180D\\u200B-\\u200D\\u2060\\uFE00-\\uFE0F\\uFEFF]";
  private static final String SPACES = "[\\u00A0\\u1680\\u2000-\\u200A\\u202F\\u205F\\u3000]";

  private SaslText() {}

  static String prepared(String text) {
    if (text.chars().allMatch(c -> c < 128)) {
      return text;
    }
    String mapped = text.replaceAll(MAPPED_TO_NOTHING, "").replaceAll(SPACES, " ");
    return Normalizer.normalize(mapped, Normalizer.Form.NFKC);
  }
}
