package org.quoin.codec;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Dates as the qmail family writes them, always in GMT. */
public final class MailDate {
  private static final DateTimeFormatter HEADER =
      DateTimeFormatter.ofPattern("d MMM uuuu HH:mm:ss '-0000'", Locale.ROOT);
  private static final DateTimeFormatter FROM_LINE =
      DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss uuuu", Locale.ROOT);

  private MailDate() {}

  /** For header fields (RFC 5322, 3.3): {@code 5 Feb 2001 09:08:07 -0000}. */
  public static String header(Instant time) {
    return HEADER.format(gmt(time));
  }

  /** For the From_ line of an mbox (L11): {@code Mon Feb 05 09:08:07 2001}, 24 characters. */
  public static String fromLine(Instant time) {
    return FROM_LINE.format(gmt(time));
  }

  private static ZonedDateTime gmt(Instant time) {
    return time.atZone(ZoneOffset.UTC);
  }
}
