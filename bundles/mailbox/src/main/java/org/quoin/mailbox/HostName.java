package org.quoin.mailbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The machine's own name, without asking the DNS, which may take long. */
final class HostName {
  private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");

  private HostName() {}

  static String ofThisMachine() {
    try {
      String name = Files.readString(KERNEL).strip();
      return name.isEmpty() ? "localhost" : name;
    } catch (IOException e) {
      return "localhost";
    }
  }
}
