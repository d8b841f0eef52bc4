package org.quoin.store;

/** Tells the operator. */
interface Alarm {
  /** To know. */
  void warning(String text);

  /** To act on. */
  void alert(String text);
}
