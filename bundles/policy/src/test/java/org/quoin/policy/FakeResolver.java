package org.quoin.policy;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.quoin.api.net.Resolver;

/** A few names in memory; of some of them nobody knows. */
final class FakeResolver implements Resolver {
  private static final String TROUBLE = "trouble";

  /** What was asked, such as {@code MX a.example}. */
  final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  private final Map<String, List<String>> answers = new HashMap<>();
  private CountDownLatch gathering = new CountDownLatch(0);

  /**
   * @param question such as {@code MX a.example}
   */
  FakeResolver with(String question, String... records) {
    answers.put(question, List.of(records));
    return this;
  }

  FakeResolver trouble(String question) {
    return with(question, TROUBLE);
  }

  /** Answers nobody until so many are asking at the same time. */
  FakeResolver together(int questions) {
    gathering = new CountDownLatch(questions);
    return this;
  }

  /** Look-ups that ask this one. */
  Lookups lookups() {
    Lookups lookups = new Lookups(Duration.ofSeconds(20));
    lookups.resolver = this;
    return lookups;
  }

  private List<String> answer(String question) throws IOException {
    asked.add(question);
    gathering.countDown();
    try {
      if (!gathering.await(10, TimeUnit.SECONDS)) {
        throw new IOException("asked one after the other");
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    List<String> records = answers.getOrDefault(question, List.of());
    if (records.contains(TROUBLE)) {
      throw new IOException(question);
    }
    return records;
  }

  @Override
  public List<InetAddress> addresses(String name) throws IOException {
    if (name.contains("..")) {
      throw new IllegalArgumentException(name);
    }
    return answer("A " + name).stream().map(each -> Literal.address(each).orElseThrow()).toList();
  }

  @Override
  public List<MailServer> mailServers(String domain) throws IOException {
    if (domain.contains("..")) {
      throw new IllegalArgumentException(domain);
    }
    return answer("MX " + domain).stream().map(host -> new MailServer(0, host)).toList();
  }

  @Override
  public List<String> texts(String name) throws IOException {
    return answer("TXT " + name);
  }

  @Override
  public List<String> hosts(InetAddress address) throws IOException {
    return answer("PTR " + address.getHostAddress());
  }
}
