package org.quoin.queue;

import java.time.InstantSource;
import java.util.concurrent.Executor;
import org.quoin.api.table.ControlFiles;

/**
 * What an instance runs on.
 *
 * @param threads a thread of its own for every task
 * @param memory for timeouts of destinations
 */
record Tools(
    InstantSource clock, Timer timer, Executor threads, ControlFiles controls, Memory memory) {
  Tools(InstantSource clock, Timer timer, Executor threads, ControlFiles controls) {
    this(clock, timer, threads, controls, Memory.NONE);
  }
}
