package org.quoin.programs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import org.quoin.codec.AsciiCase;
import org.quoin.codec.CdbWriter;

/**
 * Writes the table that fastforward looks targets up in, a cdb. A target is {@code user@host},
 * {@code @host} or {@code user@}, in lower case. Of several records of one target the first counts.
 *
 * <pre>
 * key                value
 * ":" target         command NUL command NUL ...
 * "?" target         the address of its owner
 *
 * command            what fastforward does
 * "&amp;" address        sends the message there
 * "." or "/" file    reads commands from a compiled list, see {@link ListWriter}
 * "|" line           gives the message to a line of shell
 * "!" line           the same, with the lines From_, Return-Path and Delivered-To on top
 * </pre>
 */
final class AliasWriter {
  /** Longest record, in bytes: some two million addresses. */
  static final int LIMIT_BYTES = 1 << 26;

  /** Longest address, with what stands before it in its command. */
  static final int ADDRESS_BYTES = 800;

  private final CdbWriter table;

  AliasWriter(CdbWriter table) {
    this.table = table;
  }

  void commands(String target, String commands) throws IOException {
    add(":" + target, commands);
  }

  void owner(String target, String address) throws IOException {
    add("?" + target, address);
  }

  void finish() throws IOException {
    table.finish();
  }

  private void add(String key, String value) throws IOException {
    table.add(AsciiCase.lower(key).getBytes(ISO_8859_1), value.getBytes(ISO_8859_1));
  }
}
