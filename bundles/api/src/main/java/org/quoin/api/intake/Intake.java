package org.quoin.api.intake;

import org.osgi.annotation.versioning.ProviderType;

/** The one door by which mail enters, whatever protocol or part of Quoin brings it. */
@ProviderType
public interface Intake {

  /** Asks the filters about a peer that has just connected. */
  Verdict greet(Session session);

  /**
   * Starts one message. The draft keeps the filters it sees now until it is closed.
   *
   * @throws BusyException if mail cannot be taken now: short of room, a required filter or the
   *     store is away
   */
  Draft begin(Session session) throws BusyException;
}
