package org.quoin.api.intake;

import java.io.IOException;
import java.io.OutputStream;
import org.osgi.annotation.versioning.ProviderType;
import org.quoin.api.Address;
import org.quoin.api.Parameters;
import org.quoin.api.Sender;

/**
 * A message on its way in. Body and envelope may come in either order; not thread-safe. Closing a
 * draft that was not submitted leaves no trace.
 */
@ProviderType
public interface Draft extends AutoCloseable {

  /**
   * Sets the envelope sender; once. A refused sender leaves the draft without one.
   *
   * @param parameters of MAIL, which stay with the message
   */
  Verdict sender(Sender sender, Parameters parameters);

  /** A sender without parameters. */
  default Verdict sender(Sender sender) {
    return sender(sender, Parameters.NONE);
  }

  /**
   * Adds a recipient unless refused. A second time the same address is a second recipient.
   *
   * @param parameters of RCPT, which stay with this recipient, and with the one that a filter puts
   *     in its place; recipients that filters add have none
   */
  Verdict recipient(Address recipient, Parameters parameters);

  /** A recipient without parameters. */
  default Verdict recipient(Address recipient) {
    return recipient(recipient, Parameters.NONE);
  }

  /**
   * Where the message's header and body are written, with LF line ends, as they shall be stored.
   * Always the same stream; {@link #submit} ends it. A write may block while the disk is busy.
   *
   * @throws IOException if the store cannot take a body now
   */
  OutputStream body() throws IOException;

  /**
   * Asks the filters about the whole message and queues it. Returns {@link Receipt.Queued} only
   * when the message would survive a crash and a power loss.
   *
   * @throws IOException if the message could not be stored: nothing was queued, try again later
   * @throws IllegalStateException if there is no sender or no recipient
   */
  Receipt submit() throws IOException;

  @Override
  void close();
}
