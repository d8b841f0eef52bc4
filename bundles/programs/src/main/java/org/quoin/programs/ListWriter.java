package org.quoin.programs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;

/**
 * Writes a compiled list of addresses (F4).
 *
 * <pre>
 * command NUL command NUL ...
 *
 * "&amp;" address           a member
 * "." or "/" file       another compiled list
 * </pre>
 */
final class ListWriter {
  /** Longest member. */
  static final int ADDRESS_BYTES = 800;

  private final OutputStream out;

  ListWriter(FileChannel out) {
    this.out = new BufferedOutputStream(Channels.newOutputStream(out));
  }

  void member(String address) throws IOException {
    command("&" + address);
  }

  /** Another list; a name without a path is one in the current folder. */
  void include(String file) throws IOException {
    command(isPath(file) ? file : "./" + file);
  }

  void finish() throws IOException {
    out.flush();
  }

  /** Whether a command of this name would be understood as a file. */
  static boolean isPath(String name) {
    return name.startsWith(".") || name.startsWith("/");
  }

  private void command(String text) throws IOException {
    out.write(text.getBytes(ISO_8859_1));
    out.write(0);
  }
}
