package org.quoin.api.queue;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** One QMQ instance, alive: the service behind one configuration of PID {@value #PID}. */
@ProviderType
public interface MailQueue {
  /** Factory PID of queue instances. */
  String PID = "org.quoin.queue";

  /** Id of the main instance, which takes what no other instance claims. */
  String MAIN = "00";

  /** Service property: the instance's id. */
  String ID_PROPERTY = "quoin.queue.id";

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
}
