package org.quoin.shell;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The error stream of a session. Gogo only returns how the last stage of a pipe ended; that an
 * earlier one failed it writes here as {@code gogo: SomeException: why}, in one write. This notes
 * it, for the exit status, and says it as all our errors are said.
 */
final class ErrorStream extends FilterOutputStream {
  private static final Pattern FAILED_STAGE = Pattern.compile("gogo: \\w+: (.*)\n", Pattern.DOTALL);

  private volatile boolean stageFailed;

  ErrorStream(OutputStream out) {
    super(out);
  }

  /** Whether an early stage of a pipe has failed since this was last asked. */
  boolean takeStageFailed() {
    boolean failed = stageFailed;
    stageFailed = false;
    return failed;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    Matcher stage = FAILED_STAGE.matcher(new String(bytes, offset, length, StandardCharsets.UTF_8));
    if (stage.matches()) {
      stageFailed = true;
      out.write(
          ("quoin: " + Complaint.plain(stage.group(1)) + "\n").getBytes(StandardCharsets.UTF_8));
    } else {
      out.write(bytes, offset, length);
    }
  }
}
