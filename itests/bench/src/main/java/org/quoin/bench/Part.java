package org.quoin.bench;

/** One benchmark that can be run alone: prints a table and says how it stands to the goals. */
@FunctionalInterface
interface Part {
  void run(Report report) throws Exception;
}
