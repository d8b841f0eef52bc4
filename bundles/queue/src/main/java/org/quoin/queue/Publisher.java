package org.quoin.queue;

/** Makes instances known to the rest of the platform. */
@FunctionalInterface
interface Publisher {
  /**
   * @param pid of the configuration by which the instance runs
   */
  Publication publish(String pid, DurableQueue queue);

  /** An instance that is known. */
  interface Publication {
    /** Others learn of the settings that are in force now. */
    void renew();

    /** Nobody finds it any more. */
    void end();
  }
}
