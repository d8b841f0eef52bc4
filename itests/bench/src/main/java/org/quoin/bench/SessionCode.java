package org.quoin.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.quoin.kit.Distribution;
import org.quoin.kit.Programs;
import org.quoin.kit.Result;

/**
 * What the session's own code takes for a mail: the class {@code SessionCost}, which stands beside
 * that code, in a JVM of its own.
 *
 * @param dialogue nanoseconds for a mail in a whole dialogue
 * @param reading nanoseconds for reading the lines and data of the same mail alone
 */
record SessionCode(double dialogue, double reading) {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Pattern COST = Pattern.compile("dialogue (\\d+) reading (\\d+)");

  static SessionCode measure(Duration moment) throws IOException {
    Path tests = Distribution.root().resolve("bundles/smtpd/target/test-classes");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String path =
        tests + System.getProperty("path.separator") + System.getProperty("java.class.path");
    List<String> command =
        List.of(
            java,
            "-XX:+UseSerialGC",
            "-cp",
            path,
            "org.quoin.smtpd.SessionCost",
            "" + moment.toMillis());
    Result result = Programs.run(new ProcessBuilder(command), "", LIMIT);
    Matcher cost = COST.matcher(result.out());
    if (!result.good() || !cost.find()) {
      throw new IOException("SessionCost: " + result.text());
    }
    return new SessionCode(Long.parseLong(cost.group(1)), Long.parseLong(cost.group(2)));
  }
}
