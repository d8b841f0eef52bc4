package org.quoin.bench;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** What the numbers were measured on. */
record Machine(Path folder) {

  String text() throws IOException {
    FileStore store = Files.getFileStore(folder);
    return "%s; %d processors, %d MiB memory; Linux %s; %s; JDK %s; Postfix %s"
        .formatted(
            LocalDate.now(ZoneOffset.UTC),
            Runtime.getRuntime().availableProcessors(),
            memoryMib(),
            System.getProperty("os.version"),
            store.type(),
            Runtime.version(),
            PostfixServer.installed() ? PostfixServer.version() : "not installed");
  }

  private static long memoryMib() throws IOException {
    String info = Files.readString(Path.of("/proc/meminfo"));
    return Long.parseLong(info.replaceAll("(?s).*?MemTotal:\\s*(\\d+) kB.*", "$1")) / 1024;
  }
}
