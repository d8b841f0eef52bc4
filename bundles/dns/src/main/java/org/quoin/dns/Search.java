package org.quoin.dns;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;

/**
 * The way from a question to its answer along aliases (CNAME), of which one message may tell none,
 * some or all (RFC 1034, 4.3.2). Keeps the least time to live that it met.
 */
final class Search {
  private static final int MOST_MESSAGES = 12;

  private final Servers servers;
  private final int type;
  private final Deadline deadline;
  private final List<Record> found = new ArrayList<>();
  private Name name;
  private long seconds = Integer.MAX_VALUE;
  private boolean isAlias;
  private int bytes;

  Search(Servers servers, Question question, Deadline deadline) {
    this.servers = servers;
    this.name = question.name();
    this.type = question.type();
    this.deadline = deadline;
  }

  /**
   * @throws IOException if no server knows, or the aliases lead nowhere
   */
  Answer run() throws IOException {
    for (int i = 0; i < MOST_MESSAGES; i++) {
      isAlias = false;
      Message message = message(new Question(name, type));
      bytes += message.numBytes();
      message.getSection(Section.ANSWER).forEach(this::take);
      if (!found.isEmpty()) {
        return new Answer(found, true, seconds, bytes);
      }
      boolean isName = message.getRcode() != Rcode.NXDOMAIN;
      if (!isAlias || !isName || !authorities(message).isEmpty()) {
        return new Answer(List.of(), isName, Math.min(seconds, negative(message)), bytes);
      }
    }
    throw new IOException("its aliases lead nowhere");
  }

  /** In the order of the aliases, and without what has nothing to do with them. */
  private Message message(Question question) throws IOException {
    Message message = servers.ask(question, deadline);
    int size = message.numBytes();
    try {
      Message ordered = message.normalize(question.message(false));
      if (ordered != null) {
        return ordered;
      }
    } catch (RuntimeException e) { // the library trips over some that contradict themselves
      throw new IOException("an answer of " + size + " bytes that contradicts itself", e);
    }
    throw new IOException("an answer of " + size + " bytes that contradicts itself");
  }

  private void take(Record record) {
    seconds = Math.min(seconds, record.getTTL());
    if (record.getType() == type) {
      found.add(record);
    } else if (record instanceof CNAMERecord alias) {
      name = alias.getTarget();
      isAlias = true;
    }
  }

  /** How long a no may be kept (RFC 2308, 5): not at all if the zone does not say it. */
  private static long negative(Message message) {
    return authorities(message).stream()
        .mapToLong(soa -> Math.min(soa.getTTL(), soa.getMinimum()))
        .min()
        .orElse(0);
  }

  private static List<SOARecord> authorities(Message message) {
    return message.getSection(Section.AUTHORITY).stream()
        .filter(SOARecord.class::isInstance)
        .map(SOARecord.class::cast)
        .toList();
  }
}
