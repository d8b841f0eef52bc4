package org.quoin.api.program;

import java.io.IOException;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A program that a line of delivery instructions may call without a process of its own. Named by
 * {@link org.quoin.api.PluginName}: a plugin named {@code forward} is called for {@code |forward
 * joe@example.org}, if the line is nothing but such a call (ADR 19).
 *
 * <p>The same object runs many deliveries at a time and keeps nothing of any. It runs in a thread
 * that is interrupted when its time is over; all that it does must be over soon after.
 */
@ConsumerType
public interface LocalProgram {
  /** Exit code: done, go on with the next line. */
  int DONE = 0;

  /** Exit code: done, and the rest of the lines is left out. */
  int STOP = 99;

  /** Exit code: failed for good, the mail bounces. */
  int FAILED = 100;

  /** Exit code: failed for now, the whole delivery is tried again later. */
  int LATER = 111;

  /**
   * Does its work for one delivery.
   *
   * @param delivery what a program finds around itself
   * @param arguments those of the line, without the name; bytes as characters
   * @return an exit code, of the same meaning as that of a process (L7, qmail-command(8))
   * @throws IOException the world failed: like {@link #LATER}, after its message on standard error
   */
  int run(LocalDelivery delivery, List<String> arguments) throws IOException, InterruptedException;

  /**
   * Makes one where there is no OSGi: in the process of an executable of the distribution (ADR 19).
   * Found by {@link java.util.ServiceLoader}.
   */
  @ConsumerType
  interface Maker {
    /** The name as a plugin. */
    String name();

    LocalProgram make();
  }
}
