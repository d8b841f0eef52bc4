package org.quoin.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quoin.api.Sender;
import org.quoin.api.event.MailEvent;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.AbstractLogger;
import org.slf4j.helpers.MessageFormatter;

class QmailLogTest {
  private final List<String> written = new ArrayList<>();
  private final QmailLog log = new QmailLog(7, Recorder::new);

  @BeforeEach
  void forgetHowTheLogBegan() {
    written.clear();
  }

  @Test
  void aNewLogSaysThatLinesMayBeMissing() {
    new QmailLog(7, Recorder::new);
    assertEquals(
        List.of("quoin.mail.observe WARN warning: log resumed, lines may be missing above"),
        written);
  }

  @Test
  void eachInstanceHasItsOwnLogger() {
    log.on(new MailEvent.Finished("00", 1));
    log.on(new MailEvent.Stopped("01"));
    assertEquals(
        List.of("quoin.mail.00 INFO end msg 1", "quoin.mail.01 INFO status: exiting"), written);
  }

  @Test
  void aSourceCannotReachOtherLoggers() {
    log.on(new MailEvent.Alert("a.b/c", "full"));
    log.on(new MailEvent.Warning("", "odd"));
    assertEquals(
        List.of("quoin.mail.a_b_c ERROR alert: full", "quoin.mail.other WARN warning: odd"),
        written);
  }

  @Test
  void bracesInAnAddressAreNotPlaceholders() {
    log.on(new MailEvent.Accepted("00", 1, 2, new Sender("{}@x"), 3));
    assertEquals("quoin.mail.00 INFO info msg 1: bytes 2 from <{}@x> qp 3 uid 7", written.get(1));
  }

  @Test
  void whatIsMissingIsSaidInTheLogItself() {
    log.gap(12);
    assertEquals(
        List.of("quoin.mail WARN warning: 12 events are missing here: the log was too slow"),
        written);
  }

  /** Writes into the test's list. */
  private final class Recorder extends AbstractLogger {
    private static final long serialVersionUID = 1L;

    Recorder(String name) {
      this.name = name;
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
      return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(
        Level level,
        @Nullable Marker marker,
        String message,
        Object @Nullable [] arguments,
        @Nullable Throwable throwable) {
      written.add(name + " " + level + " " + MessageFormatter.basicArrayFormat(message, arguments));
    }

    @Override
    public boolean isTraceEnabled() {
      return true;
    }

    @Override
    public boolean isTraceEnabled(Marker marker) {
      return true;
    }

    @Override
    public boolean isDebugEnabled() {
      return true;
    }

    @Override
    public boolean isDebugEnabled(Marker marker) {
      return true;
    }

    @Override
    public boolean isInfoEnabled() {
      return true;
    }

    @Override
    public boolean isInfoEnabled(Marker marker) {
      return true;
    }

    @Override
    public boolean isWarnEnabled() {
      return true;
    }

    @Override
    public boolean isWarnEnabled(Marker marker) {
      return true;
    }

    @Override
    public boolean isErrorEnabled() {
      return true;
    }

    @Override
    public boolean isErrorEnabled(Marker marker) {
      return true;
    }
  }
}
