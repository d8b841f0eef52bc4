package org.quoin.api.delivery;

/** Why a recipient has to wait. */
public enum Cause {
  /** The other side, a mailbox or a program, said "not now". */
  ANSWER,
  /** No connection could be made. */
  CONNECT,
  /** The other side stopped answering. */
  TIMEOUT,
  /** A router, directory, transport or mailbox format is not installed or being swapped. */
  MISSING_PLUGIN,
  /** Our own side had trouble: an unreadable file, no memory, no room. */
  LOCAL_TROUBLE;

  /** Whether waiting for this counts towards the queue lifetime (a missing plugin never does). */
  public boolean ages() {
    return this != MISSING_PLUGIN;
  }
}
