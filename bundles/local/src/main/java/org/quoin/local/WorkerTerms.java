package org.quoin.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What of the platform's settings a worker must know for a delivery.
 *
 * @param limits on programs
 * @param environment that programs inherit
 * @param defaults the default delivery instructions
 * @param door whether forwards can be handed in now
 * @param instructions the settings of the {@code DeliveryInstructions} that are there, by name
 * @param formats the settings of the mailbox formats that are there, by name
 */
record WorkerTerms(
    int patrn,
    int maxHeaderBytes,
    Programs.Limits limits,
    Map<String, String> environment,
    Defaults defaults,
    boolean door,
    Map<String, Map<String, String>> instructions,
    Map<String, Map<String, String>> formats) {
  private static final int MOST_PLUGINS = 1000;

  /**
   * Default instructions, or why there are none.
   *
   * @param trouble empty if there is none
   */
  record Defaults(List<String> lines, String trouble) {
    static Defaults of(Interpreter.Fallback fallback) {
      try {
        return new Defaults(fallback.lines(), "");
      } catch (NotNow e) {
        return new Defaults(List.of(), e.outcome().text().strip());
      }
    }

    List<String> orTrouble() throws NotNow {
      if (!trouble.isEmpty()) {
        throw NotNow.trouble(trouble);
      }
      return lines;
    }
  }

  /** The same as settings of a local transport that runs one program at a time. */
  Settings settings(Path folder) {
    Programs.Limits one = new Programs.Limits(1, limits.time(), limits.output());
    return new Settings(
        List.of("given"),
        patrn,
        "./Maildir/",
        maxHeaderBytes,
        new Settings.ForPrograms(one, List.of(), folder, false));
  }

  void write(WireWriter out) throws IOException {
    out.out().writeInt(patrn);
    out.out().writeInt(maxHeaderBytes);
    out.out().writeLong(limits.time().toMillis());
    out.out().writeLong(limits.output().toMillis());
    out.map(environment);
    out.texts(defaults.lines());
    out.text(defaults.trouble());
    out.out().writeBoolean(door);
    write(instructions, out);
    write(formats, out);
  }

  static WorkerTerms read(WireReader in) throws IOException {
    int patrn = in.in().readInt();
    int maxHeaderBytes = in.in().readInt();
    Duration time = Duration.ofMillis(in.in().readLong());
    Duration output = Duration.ofMillis(in.in().readLong());
    return new WorkerTerms(
        patrn,
        maxHeaderBytes,
        new Programs.Limits(1, time, output),
        in.map(),
        new Defaults(in.texts(), in.text(WireReader.MOST_BYTES)),
        in.in().readBoolean(),
        settings(in),
        settings(in));
  }

  private static void write(Map<String, Map<String, String>> plugins, WireWriter out)
      throws IOException {
    out.out().writeInt(plugins.size());
    for (Map.Entry<String, Map<String, String>> plugin : plugins.entrySet()) {
      out.words(plugin.getKey());
      out.map(plugin.getValue());
    }
  }

  private static Map<String, Map<String, String>> settings(WireReader in) throws IOException {
    Map<String, Map<String, String>> plugins = new LinkedHashMap<>();
    for (int left = in.count(MOST_PLUGINS); left > 0; left--) {
      plugins.put(in.words(), in.map());
    }
    return plugins;
  }
}
