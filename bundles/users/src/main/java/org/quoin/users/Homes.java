package org.quoin.users;

import java.io.IOException;
import java.util.Optional;

/** Asks the disk about homes. */
@FunctionalInterface
interface Homes {
  /**
   * What lies at the end of a path.
   *
   * @param folder whether it is a folder
   */
  record Home(long uid, long gid, boolean folder) {}

  /**
   * @param path bytes as characters; links are followed
   * @return empty if there is nothing
   * @throws IOException if that cannot be said now
   */
  Optional<Home> at(String path) throws IOException;
}
