package org.quoin.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.quoin.api.net.Resolver;
import org.quoin.codec.AsciiCase;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/**
 * The resolver of the platform: servers that do the work are asked, and what they say is kept as
 * long as they allow. Who asks waits on its own thread; equal questions of several threads may both
 * go out.
 */
@Component(service = Resolver.class, configurationPid = "org.quoin.dns")
public final class CachingResolver implements Resolver {
  private static final Path RESOLV_CONF = Path.of("/etc/resolv.conf");

  private final Servers servers;
  private final AnswerCache cache;
  private final int timeoutMillis;

  /** PID {@code org.quoin.dns}. */
  @interface Config {
    /** Addresses of name servers, with commas between them; empty = those of resolv.conf(5). */
    String servers() default "";

    /** How long one question may take in all. */
    int timeout_millis() default 10_000;

    /** How many answers are kept. */
    int cache_entries() default 10_000;
  }

  @Activate
  public CachingResolver(Config config) {
    this(config, new NameServers(config.servers(), RESOLV_CONF), InstantSource.system());
  }

  CachingResolver(Config config, NameServers servers, InstantSource clock) {
    if (config.timeout_millis() < 1 || config.cache_entries() < 0) {
      throw new IllegalArgumentException(
          "timeout.millis must be at least 1, cache.entries at least 0");
    }
    this.servers = new Servers(servers);
    this.cache = new AnswerCache(config.cache_entries(), clock);
    this.timeoutMillis = config.timeout_millis();
  }

  /** What is known of one family is told even if nobody knows about the other. */
  @Override
  public List<InetAddress> addresses(String name) throws IOException {
    Name host = Question.name(name);
    List<InetAddress> addresses = new ArrayList<>();
    Optional<IOException> trouble = Optional.empty();
    for (int type : new int[] {Type.A, Type.AAAA}) {
      try {
        Answer answer = answer(new Question(host, type));
        answer.records().forEach(record -> addresses.add(address(record)));
        if (!answer.isName()) {
          return List.of(); // of no type (RFC 8020)
        }
      } catch (IOException e) {
        trouble = Optional.of(e);
      }
    }
    if (addresses.isEmpty() && trouble.isPresent()) {
      throw trouble.get();
    }
    return List.copyOf(addresses);
  }

  private static InetAddress address(Record record) {
    return record instanceof AAAARecord six ? six.getAddress() : ((ARecord) record).getAddress();
  }

  @Override
  public List<MailServer> mailServers(String domain) throws IOException {
    return answer(new Question(Question.name(domain), Type.MX)).records().stream()
        .map(MXRecord.class::cast)
        .map(record -> new MailServer(record.getPriority(), text(record.getTarget())))
        .sorted(Comparator.comparingInt(MailServer::preference))
        .toList();
  }

  @Override
  public List<String> texts(String name) throws IOException {
    return answer(new Question(Question.name(name), Type.TXT)).records().stream()
        .map(TXTRecord.class::cast)
        .map(CachingResolver::joined)
        .toList();
  }

  /** Bytes as characters. */
  private static String joined(TXTRecord record) {
    StringBuilder text = new StringBuilder();
    for (byte[] part : record.getStringsAsByteArrays()) {
      text.append(new String(part, StandardCharsets.ISO_8859_1));
    }
    return text.toString();
  }

  @Override
  public List<String> hosts(InetAddress address) throws IOException {
    return answer(new Question(ReverseMap.fromAddress(address), Type.PTR)).records().stream()
        .map(PTRRecord.class::cast)
        .map(record -> text(record.getTarget()))
        .toList();
  }

  /** The root, of which there is nothing to say, is empty. */
  private static String text(Name name) {
    return name.equals(Name.root) ? "" : AsciiCase.lower(name.toString(true));
  }

  private Answer answer(Question question) throws IOException {
    Optional<Answer> known = cache.find(question);
    if (known.isPresent()) {
      return known.get();
    }
    Answer answer;
    try {
      answer = new Search(servers, question, Deadline.after(timeoutMillis)).run();
    } catch (IOException e) {
      throw new IOException(question + ": " + e.getMessage(), e);
    }
    cache.keep(question, answer);
    return answer;
  }
}
