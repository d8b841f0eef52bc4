package org.quoin.programs;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/** Where a program runs as a process: its folder, environment and output, and its children. */
interface Place {
  /** Absolute. */
  Path folder();

  /** Bytes as characters. */
  Map<String, String> environment();

  PrintStream out();

  PrintStream err();

  /** A shell with this script as a child, with the same folder, environment and output. */
  ProcessBuilder shell(String script);
}
