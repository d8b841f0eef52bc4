package org.quoin.codec;

/** Quotes envelope addresses for header fields as qmail does, so that any byte can stand there. */
public final class Quoting {
  private Quoting() {}

  /**
   * The address with its local part quoted if it needs it: {@code a"b@host} becomes {@code
   * "a\"b"@host}. The domain, what follows the last {@code @}, is kept as it is. For {@code
   * Return-Path} (L11, L12).
   */
  public static String quoted(String address) {
    if (address.isEmpty()) {
      return "";
    }
    int at = address.lastIndexOf('@');
    if (at < 0) {
      return quotedLocal(address);
    }
    return quotedLocal(address.substring(0, at)) + address.substring(at);
  }

  private static String quotedLocal(String local) {
    return needsQuotes(local) ? inQuotes(local) : local;
  }

  private static String inQuotes(String local) {
    StringBuilder out = new StringBuilder(local.length() + 4).append('"');
    for (int i = 0; i < local.length(); i++) {
      char c = local.charAt(i);
      if (c == '\r' || c == '\n' || c == '"' || c == '\\') {
        out.append('\\');
      }
      out.append(c);
    }
    return out.append('"').toString();
  }

  private static boolean needsQuotes(String local) {
    if (local.isEmpty() || local.startsWith(".") || local.endsWith(".") || local.contains("..")) {
      return true;
    }
    for (int i = 0; i < local.length(); i++) {
      if (!isAtomByte(local.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  /** An atext byte of RFC 822, or the dot between atoms. */
  private static boolean isAtomByte(char c) {
    return c > ' ' && c < 127 && "()<>@,;:\\\"[]".indexOf(c) < 0;
  }
}
