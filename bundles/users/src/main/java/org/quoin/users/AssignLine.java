package org.quoin.users;

import java.util.List;

/**
 * A good line of {@code users/assign} (U1).
 *
 * @param number from 1
 * @param wild whether the key is the beginning of addresses, and not a whole one
 * @param key in lower case
 * @param fields user, uid, gid, home, dash, ext
 */
record AssignLine(int number, boolean wild, String key, List<String> fields) {
  Assigned assigned() {
    return Assigned.of(fields, "users/assign line " + number);
  }
}
