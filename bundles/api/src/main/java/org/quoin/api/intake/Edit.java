package org.quoin.api.intake;

import org.quoin.api.Address;
import org.quoin.api.Sender;

/** A change that a filter asks for; the chain applies it between filters. */
public sealed interface Edit {

  /**
   * Puts a header field on top of the message; the body is not copied.
   *
   * @param name field name, RFC 5322 2.2
   * @param value field value without line end; LF only before a space or tab (folding)
   */
  record AddHeader(String name, String value) implements Edit {}

  /** Removes every field of this name, case ignored. The body is copied. */
  record RemoveHeader(String name) implements Edit {}

  record AddRecipient(Address recipient) implements Edit {}

  /** Removes every recipient equal to this one. A message left with none is discarded. */
  record DropRecipient(Address recipient) implements Edit {}

  record ReplaceSender(Sender sender) implements Edit {}

  /** Puts this in place of the message as the filter saw it (header and body, LF line ends). */
  record ReplaceBody(BodySource source) implements Edit {}

  /** Sends all recipients to one queue instance, by its id. */
  record ChooseQueue(String queue) implements Edit {}
}
