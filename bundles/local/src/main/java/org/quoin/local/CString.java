package org.quoin.local;

/** How qmail's C code sees a line that has a NUL in it: it ends there. */
final class CString {
  private CString() {}

  static String of(String line) {
    int end = line.indexOf(0);
    return end < 0 ? line : line.substring(0, end);
  }
}
