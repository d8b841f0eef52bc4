package org.quoin.api.delivery;

/**
 * One line of delivery instructions (L6). Texts are bytes, one character per byte, exactly as they
 * stand there; like in qmail's C strings, what follows a NUL is shown and not used.
 */
public sealed interface Instruction {

  /**
   * Store the message.
   *
   * @param name of a file or folder, absolute or relative to the account's home
   * @param format name of the {@link MailboxFormat}, {@code maildir} or {@code mbox}
   */
  record Mailbox(String name, String format) implements Instruction {}

  /** Run this command under {@code /bin/sh} in the account's home (L7, L9). */
  record Program(String command) implements Instruction {}

  /** Send the message on to this address, together with all others, at the end (L8). */
  record Forward(String address) implements Instruction {}

  /**
   * Break off and try again later. What stands before it has its effect, forwards excepted; nothing
   * follows it.
   *
   * @param text such as {@code Uh-oh: .qmail has prog delivery but has x bit set. (#4.7.0)}
   */
  record Trouble(String text) implements Instruction {}
}
