package org.quoin.queue;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.quoin.api.delivery.Caller;
import org.quoin.api.queue.MailQueue;
import org.quoin.codec.DomainPatterns;

/** One queue instance's configuration, checked. Immutable; a change swaps the whole record. */
record Settings(Name name, Bounds bounds, Door door, Plugins plugins, Bounces bounces) {

  /** What an instance does with mail. */
  enum State {
    /** Takes and delivers it. */
    UP,
    /** Takes it and keeps it. */
    HELD,
    /** Neither: the intake turns its mail away for now. */
    DOWN;

    /** As it is written. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Optional<State> of(String word) {
      return Arrays.stream(values()).filter(s -> s.word().equalsIgnoreCase(word)).findFirst();
    }
  }

  /**
   * @param id decimal digits
   * @param alias for people
   * @param domains whose mail it takes
   * @param face as what it shows itself
   */
  record Name(String id, String alias, DomainPatterns domains, Face face) {}

  /**
   * @param control folder of its own control files, as it was written; empty = those of the base
   * @param caller how it appears to hosts that its mail is carried to
   */
  record Face(Optional<String> control, Caller caller) {}

  /**
   * What mail finds on its way in.
   *
   * @param filters names of those that its mail must have passed, beside those of all mail
   * @param redirect id of the instance that new mail of its domains goes to instead (X4)
   */
  record Door(State state, Quota quota, List<String> filters, Optional<String> redirect) {}

  /**
   * How much mail it lets in; empty = no limit.
   *
   * @param messages that wait here at a time
   * @param bytes of all that wait here, together
   * @param rate messages that come in, per minute
   * @param countsBounces whether these limits turn bounces away, too
   */
  record Quota(
      OptionalLong messages, OptionalLong bytes, OptionalLong rate, boolean countsBounces) {

    boolean isNone() {
      return messages.isEmpty() && bytes.isEmpty() && rate.isEmpty();
    }
  }

  /**
   * What is not set here comes from the control files.
   *
   * @param local attempts at a time by the transport "local"; 0 holds them
   * @param remote attempts at a time by all other transports
   * @param destination attempts at a time to one destination; 0 = as many as its channel has
   */
  record Bounds(
      OptionalInt local,
      OptionalInt remote,
      OptionalInt destination,
      OptionalLong lifetimeSeconds,
      Schedules schedules) {
    /** Nothing is set. */
    static final Bounds NONE =
        new Bounds(
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalLong.empty(),
            Schedules.QMAIL);
  }

  /**
   * @param routers asked in this order; one that is absent makes mail wait
   * @param store where the mail lies
   */
  record Plugins(List<String> routers, String store) {}

  /** What a bounce looks like. */
  enum Format {
    /** As qmail writes it (Q16). */
    QSBMF,
    /** A multipart/report for machines (RFC 3464). */
    RFC3464
  }

  /**
   * How senders are told of failures.
   *
   * @param maxBytes of the message are copied (Q18); 0 = all; empty = as the control file says
   * @param queue id of the instance by which they leave (X4); empty = that of their recipient
   */
  record Bounces(Format format, OptionalLong maxBytes, Optional<String> queue) {}

  /**
   * Reads a configuration.
   *
   * @throws IllegalArgumentException with one line that names key, value and what is allowed
   */
  static Settings of(Map<String, ?> configuration) {
    return new SettingsReader(configuration).read();
  }

  /**
   * Every setting by its key, in the order of {@code docs/operating.md}, as a configuration would
   * say it; the text is empty if nothing is set and there is no fixed default.
   */
  Map<String, String> values() {
    return SettingsText.of(this);
  }

  String id() {
    return name.id();
  }

  DomainPatterns domains() {
    return name.domains();
  }

  State state() {
    return door.state();
  }

  boolean isMain() {
    return id().equals(MailQueue.MAIN);
  }

  boolean delivers() {
    return state() == State.UP;
  }

  /** Whether this is its id, written with more or fewer zeros. */
  boolean hasNumber(String other) {
    return number(id()).equals(number(other));
  }

  /** Two ids of the same number are the same instance: {@code 1} and {@code 01}. */
  static String number(String id) {
    String number = id.replaceFirst("^0+", "");
    return number.isEmpty() ? "0" : number;
  }
}
