package org.quoin.net;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import org.quoin.codec.CdbWriter;
import org.quoin.fuzz.Draw;

/** Makes a cdb of rules as ucspi-tcp's tcprules does, byte by byte. */
final class TcprulesModel {
  private static final long MOST = 255;

  private final CdbWriter cdb;

  /** Thrown where tcprules stops. */
  private static final class BadLine extends Exception {
    private static final long serialVersionUID = 1L;
  }

  TcprulesModel(SeekableByteChannel file) throws IOException {
    this.cdb = new CdbWriter(file);
  }

  /** Whether all lines could be parsed; else the file is not complete. */
  boolean compile(List<String> lines) throws IOException {
    try {
      for (String line : lines) {
        int colon = line.indexOf(':');
        if (colon >= 0) {
          addresses(line.substring(0, colon), data(line.substring(colon + 1)));
        }
      }
    } catch (BadLine e) {
      return false;
    }
    cdb.finish();
    return true;
  }

  private static String data(String text) throws BadLine {
    StringBuilder data = new StringBuilder();
    String x;
    if (text.startsWith("deny")) {
      data.append("D\0");
      x = text.substring(4);
    } else {
      x = after(text, "allow");
    }
    while (!x.isEmpty()) {
      x = after(x, ",");
      int equals = x.indexOf('=');
      require(equals >= 0 && equals + 1 < x.length());
      int end = x.indexOf(x.charAt(equals + 1), equals + 2);
      require(end >= 0);
      data.append('+').append(x, 0, equals + 1).append(x, equals + 2, end).append('\0');
      x = x.substring(end + 1);
    }
    return data.toString();
  }

  private static String after(String text, String start) throws BadLine {
    require(text.startsWith(start));
    return text.substring(start.length());
  }

  private void addresses(String address, String data) throws BadLine, IOException {
    int hyphen = address.indexOf('-');
    if (address.indexOf('=') >= 0 || address.indexOf('@') >= 0 || hyphen < 0) {
      add(address, data);
      return;
    }
    int left = address.substring(0, hyphen).lastIndexOf('.') + 1;
    int dot = address.indexOf('.', hyphen + 1);
    int right = dot < 0 ? address.length() : dot;
    long bottom = number(address.substring(left, hyphen));
    long top = Math.min(MOST, number(address.substring(hyphen + 1, right)));
    for (long each = bottom; each <= top; each++) {
      add(address.substring(0, left) + each + address.substring(right), data);
    }
  }

  private static long number(String text) throws BadLine {
    require(!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9'));
    return Long.parseLong(text);
  }

  private void add(String address, String data) throws IOException {
    cdb.add(Draw.bytes(address), Draw.bytes(data));
  }

  private static void require(boolean condition) throws BadLine {
    if (!condition) {
      throw new BadLine();
    }
  }
}
