package org.quoin.control;

import java.util.List;
import org.quoin.codec.ControlSyntax;

/** A control file's text and both ways to read it, taken apart once per change of the file. */
record ControlText(String text, String firstLine, List<String> entries) {
  static ControlText of(String text) {
    return new ControlText(text, ControlSyntax.firstLine(text), ControlSyntax.list(text));
  }
}
