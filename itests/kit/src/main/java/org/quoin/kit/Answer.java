package org.quoin.kit;

import java.util.List;

/** A reply of an SMTP server, all its lines. */
public record Answer(int code, List<String> lines) {
  public Answer {
    lines = List.copyOf(lines);
  }

  public boolean positive() {
    return code >= 200 && code < 400;
  }

  public boolean temporary() {
    return code >= 400 && code < 500;
  }

  public boolean permanent() {
    return code >= 500;
  }

  @Override
  public String toString() {
    return String.join("\n", lines);
  }
}
