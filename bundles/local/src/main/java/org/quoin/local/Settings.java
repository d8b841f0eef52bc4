package org.quoin.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What PID {@code org.quoin.local} says.
 *
 * @param directories names of user directories, asked in this order
 * @param patrn modes that a home must not have
 * @param defaultDelivery instruction where control/defaultdelivery is absent
 * @param maxHeaderBytes how far a header is searched for our Delivered-To line
 */
record Settings(
    List<String> directories,
    int patrn,
    String defaultDelivery,
    int maxHeaderBytes,
    ForPrograms programs) {
  private static final int MOST_SECONDS = 7 * 24 * 60 * 60;
  private static final Duration OUTPUT = Duration.ofSeconds(2);
  private static final int PIPES_AT_A_TIME = 50;

  /**
   * How programs run.
   *
   * @param environment names of variables that they get of the platform's environment
   * @param folder for messages while they run
   * @param inProcess whether a line that only calls a plugin needs no process
   */
  record ForPrograms(
      Programs.Limits limits, List<String> environment, Path folder, boolean inProcess) {
    ForPrograms {
      for (String name : environment) {
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
          throw new IllegalArgumentException("\"environment\" names no variable: " + name);
        }
      }
    }

    /**
     * @param inherited environment of the platform that programs get
     */
    Programs open(Map<String, String> inherited) {
      int children = limits.concurrency();
      return new Programs(limits, inherited, new Outlets(folder, PIPES_AT_A_TIME, children));
    }
  }

  /**
   * @param folder for what may vanish with the platform
   * @throws IllegalArgumentException with one sentence about the first bad value
   */
  static Settings of(LocalTransport.Config config, Path folder) {
    return new Settings(
        names(config.directories()),
        octal(config.patrn()),
        config.defaultdelivery().strip(),
        config.max_header_bytes(),
        forPrograms(config, folder));
  }

  private static ForPrograms forPrograms(LocalTransport.Config config, Path folder) {
    return new ForPrograms(
        limits(config), names(config.environment()), folder, config.programs_in_process());
  }

  Settings {
    if (directories.isEmpty()) {
      throw new IllegalArgumentException("\"directories\" names no user directory");
    }
    if (defaultDelivery.isBlank() || defaultDelivery.startsWith("#")) {
      throw new IllegalArgumentException(
          "\"defaultdelivery\" gives no instruction, mail would be lost: " + defaultDelivery);
    }
    if (maxHeaderBytes < 1) {
      throw new IllegalArgumentException("\"max.header.bytes\" must be at least 1");
    }
  }

  private static Programs.Limits limits(LocalTransport.Config config) {
    int concurrency = config.concurrency_programs();
    if (concurrency < 1 || concurrency > 1000) {
      throw new IllegalArgumentException("\"concurrency.programs\" must be from 1 to 1000");
    }
    int seconds = config.program_seconds();
    if (seconds < 1 || seconds > MOST_SECONDS) {
      throw new IllegalArgumentException("\"program.seconds\" must be from 1 to " + MOST_SECONDS);
    }
    return new Programs.Limits(concurrency, Duration.ofSeconds(seconds), OUTPUT);
  }

  private static List<String> names(String text) {
    return Arrays.stream(text.split(",")).map(String::strip).filter(n -> !n.isEmpty()).toList();
  }

  private static int octal(String text) {
    if (!text.matches("[0-7]{1,4}")) {
      throw new IllegalArgumentException("\"patrn\" is no octal mode: " + text);
    }
    return Integer.parseInt(text, 8);
  }
}
