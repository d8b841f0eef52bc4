package org.quoin.mailbox;

import java.io.IOException;

/** What could not be done with a file, said as qmail's programs say it. */
final class FileTrouble extends IOException {
  private static final long serialVersionUID = 1L;

  private FileTrouble(String text, IOException cause) {
    super(text, cause);
  }

  /**
   * @param what such as {@code read Mailbox}
   * @param why itself if it says already what it was
   */
  static FileTrouble unableTo(String what, IOException why) {
    return why instanceof FileTrouble said
        ? said
        : new FileTrouble("unable to " + what + ": " + ErrorText.of(why), why);
  }
}
