package org.quoin.dns;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.quoin.codec.IpText;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * Asks one server after the other until one of them knows. The one that answered last is the first
 * to be asked, so that one that is down costs time once.
 */
final class Servers {
  private static final int ROUNDS = 3;

  private final NameServers servers;
  private volatile int first;

  /**
   * @param extended whether to announce room for large answers
   */
  private record Attempt(InetSocketAddress server, boolean extended) {
    Message answer(Question question, Deadline deadline) throws IOException {
      try {
        return new Exchange(server, question.message(extended), deadline).answer();
      } catch (IOException e) {
        throw new IOException(name() + ": " + e.getMessage(), e);
      }
    }

    String name() {
      return IpText.of(server.getAddress()) + " port " + server.getPort();
    }
  }

  Servers(NameServers servers) {
    this.servers = servers;
  }

  /**
   * An answer that says yes or no.
   *
   * @throws IOException if no server gave one; of the last of them
   */
  Message ask(Question question, Deadline deadline) throws IOException {
    List<InetSocketAddress> all = servers.now();
    List<Attempt> attempts = attempts(all);
    Set<InetSocketAddress> done = new HashSet<>();
    IOException trouble = new IOException("there is no server to ask");
    for (int i = 0; i < attempts.size(); i++) {
      Attempt attempt = attempts.get(i);
      if (done.contains(attempt.server())) {
        continue;
      }
      try {
        Message answer = attempt.answer(question, deadline.share(attempts.size() - i));
        if (isDecided(answer)) {
          first = all.indexOf(attempt.server());
          return answer;
        }
        trouble = new IOException(attempt.name() + " says " + refusal(answer));
        if (!attempt.extended() || !mayDislikeExtensions(answer)) {
          done.add(attempt.server());
        }
      } catch (IOException e) {
        trouble = e;
      }
    }
    throw trouble;
  }

  /** All servers in turn, and in the last round without extensions. */
  private List<Attempt> attempts(List<InetSocketAddress> all) {
    List<InetSocketAddress> order = new ArrayList<>(all);
    Collections.rotate(order, -(first % all.size()));
    List<Attempt> attempts = new ArrayList<>();
    for (int round = 1; round <= ROUNDS; round++) {
      boolean extended = round < ROUNDS;
      order.forEach(server -> attempts.add(new Attempt(server, extended)));
    }
    return attempts;
  }

  private static boolean isDecided(Message answer) {
    int code = answer.getRcode();
    return code == Rcode.NXDOMAIN || (code == Rcode.NOERROR && !isReferral(answer));
  }

  /** "Ask others", which a server says that does not do so itself (RFC 2308, 2.2). Not a no. */
  private static boolean isReferral(Message answer) {
    return answer.getSection(Section.ANSWER).isEmpty()
        && has(answer, Type.NS)
        && !has(answer, Type.SOA);
  }

  private static boolean has(Message answer, int authority) {
    return answer.getSection(Section.AUTHORITY).stream().anyMatch(r -> r.getType() == authority);
  }

  private static String refusal(Message answer) {
    return isReferral(answer) ? "to ask others" : Rcode.string(answer.getRcode());
  }

  /** It may do better without them (RFC 6891, 7). */
  private static boolean mayDislikeExtensions(Message answer) {
    return answer.getRcode() == Rcode.FORMERR || answer.getRcode() == Rcode.NOTIMP;
  }
}
