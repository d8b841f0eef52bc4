package org.quoin.dns;

import java.util.List;
import org.xbill.DNS.Record;

/**
 * What the domain name system said for sure.
 *
 * @param records of the type that was asked for; empty = there are none
 * @param isName whether the name has records of some type
 * @param seconds how long this may be kept
 * @param bytes of the messages that said so
 */
record Answer(List<Record> records, boolean isName, long seconds, int bytes) {
  Answer {
    records = List.copyOf(records);
  }
}
