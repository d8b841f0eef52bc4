package org.quoin.intake;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.quoin.api.event.MailEvents;
import org.quoin.api.intake.MailFilter;
import org.quoin.api.intake.Session;

/** Where filters come and go, and the threads they run on. */
@Component(service = FilterHost.class, immediate = true, configurationPid = FilterHost.PID)
public final class FilterHost {
  static final String PID = "org.quoin.intake";

  /** Settings for filters. */
  @interface Config {
    /**
     * Names of filters without which no mail is taken; an element may name several, with commas.
     */
    String[] filters_required() default {"rcpthosts"};

    /**
     * Name of the filter that keeps strangers from relaying: without it no mail is taken from the
     * network, whatever else is required. {@code none} = this machine may be an open relay.
     */
    String relay_check() default "rcpthosts";

    /** How many filters may run at a time, those that are called inline aside. */
    int filter_threads() default 8;

    /** After so long without an answer a filter is set aside. */
    int filter_timeout_seconds() default 30;
  }

  private static final int MAX_THREADS = 1000;

  private final RequiredFilters required;
  private final FilterPool pool;
  private final Board<Filter> board = new Board<>();
  private final Announcer announcer = new Announcer(() -> this.events);
  private volatile FilterChain chain;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile @Nullable MailEvents events;

  @Activate
  public FilterHost(Config config) {
    this(
        RequiredFilters.of(names(config.filters_required()), config.relay_check()),
        config.filter_threads(),
        Duration.ofSeconds(config.filter_timeout_seconds()),
        null);
  }

  FilterHost(RequiredFilters required, int threads, Duration timeout, @Nullable MailEvents events) {
    if (threads < 1 || threads > MAX_THREADS) {
      throw new IllegalArgumentException("filter.threads must be 1 to " + MAX_THREADS);
    }
    if (timeout.isZero() || timeout.isNegative()) {
      throw new IllegalArgumentException("filter.timeout.seconds must be at least 1");
    }
    this.required = required;
    this.events = events;
    this.pool = new FilterPool(threads, timeout, announcer);
    this.chain = new FilterChain(List.of(), required, pool);
  }

  /** The names of a list, each element of which may be several with commas between them. */
  static List<String> names(String... elements) {
    return Arrays.stream(elements)
        .flatMap(element -> Arrays.stream(element.split(",", -1)))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  @Deactivate
  void deactivate() {
    pool.close();
  }

  /** The filters of this moment. */
  FilterChain chain() {
    return chain;
  }

  /** Names of the filters that mail of strangers must have passed. */
  List<String> required() {
    return required.of(Session.Origin.NETWORK);
  }

  int stuckThreads() {
    return pool.stuck();
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addFilter(ServiceReference<MailFilter> reference, MailFilter filter) {
    add(new Filter(Tag.of(reference), Calling.of(reference), filter, announcer));
  }

  void updatedFilter(ServiceReference<MailFilter> reference) {
    Tag tag = Tag.of(reference);
    board.byService(tag.serviceId()).ifPresent(filter -> filter.tag(tag));
    renew();
  }

  void removeFilter(ServiceReference<MailFilter> reference) {
    remove(Tag.of(reference).serviceId());
  }

  void add(Filter filter) {
    board.add(filter);
    renew();
  }

  /** Takes a filter away; calls that run in it may end, for a while. */
  void remove(long serviceId) {
    board
        .remove(serviceId)
        .ifPresent(
            filter -> {
              renew();
              if (!filter.gate().awaitEmpty(Board.FAREWELL)) {
                announcer.warning("filter " + filter.name() + " was removed while it was running");
              }
            });
  }

  private synchronized void renew() {
    chain = new FilterChain(board.inOrder(), required, pool);
  }
}
