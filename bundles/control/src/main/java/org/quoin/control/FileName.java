package org.quoin.control;

/** The rule for names of control files. */
final class FileName {
  private FileName() {}

  /**
   * A name is one step below the folder and nothing else.
   *
   * @throws IllegalArgumentException if it is not
   */
  static String checked(String name) {
    boolean steps = name.indexOf('/') >= 0 || name.indexOf('\\') >= 0 || name.indexOf('\0') >= 0;
    if (name.isEmpty() || steps || name.equals(".") || name.contains("..")) {
      throw new IllegalArgumentException("not the name of a control file: " + name);
    }
    return name;
  }
}
