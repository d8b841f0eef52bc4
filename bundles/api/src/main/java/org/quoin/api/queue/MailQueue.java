package org.quoin.api.queue;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** One QMQ instance, alive: the service behind one configuration of PID {@value #PID}. */
@ProviderType
public interface MailQueue {
  /** Factory PID of queue instances. */
  String PID = "org.quoin.queue";

  /** Id of the main instance, which takes what no other instance claims. */
  String MAIN = "00";

  /**
   * What the service properties of settings begin with; the key behind it and the value are as in a
   * configuration. They say what is in force, which is not what the configuration says once a wrong
   * change of it was refused.
   */
  String SETTING_PREFIX = "quoin.queue.";

  /** Service property: the instance's id. */
  String ID_PROPERTY = SETTING_PREFIX + "id";

  /** Service property: PID of the configuration that the instance runs by. */
  String CONFIGURATION_PROPERTY = "quoin.configuration";

  /** What keeps mail out of an instance for now though there is room for it elsewhere. */
  enum Limit {
    /** So many messages wait in it. */
    MESSAGES,
    /** The messages that wait in it are so large together. */
    BYTES,
    /** So many messages came in within a minute. */
    RATE
  }

  /** Service property: the name of the store that it works on; no other one may get its mail. */
  String STORE_PROPERTY = "quoin.queue.store";

  /** Decimal digits, such as {@code 01}. */
  String id();

  /** The name for people, such as {@code customer1}. */
  String alias();

  /** Messages that are not finished. */
  int size();

  /** A snapshot of what waits, oldest first, at most {@code limit} messages. */
  List<QueueEntry> entries(int limit);

  /** Makes every message due now. */
  void flush();

  /**
   * Which of its limits would keep even the smallest message out now. Takes nothing.
   *
   * @param bounce whether the message is a bounce, which limits leave out unless told otherwise
   */
  Optional<Limit> full(boolean bounce);

  /**
   * Takes room for a message that is about to be appended. It is counted from now on, here until
   * the store hands it to this instance, and then as one that waits; if it is not appended after
   * all, {@link #cancel} gives the room back. However many callers there are, what waits and what
   * has taken room is together never more than the limits.
   *
   * @param bytes header included
   * @return the limit that is in the way: no room was taken; empty = the message may come
   */
  Optional<Limit> reserve(long message, long bytes, boolean bounce);

  /** Gives back what {@link #reserve} has taken; without effect if the message has arrived. */
  void cancel(long message);
}
