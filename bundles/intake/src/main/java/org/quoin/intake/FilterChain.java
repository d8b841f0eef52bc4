package org.quoin.intake;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.quoin.api.intake.Session;

/**
 * The filters of one moment, in order: what a draft sees from its beginning to its end. Neighbours
 * that need other threads share one hand-off.
 */
final class FilterChain {
  /** Names of filters that are not asked, with commas between them. */
  static final String SKIPPED = "SKIPFILTERS";

  private record Row(boolean inline, List<Filter> filters) {
    List<Filter> concerning(Session session) {
      return filters.stream().allMatch(filter -> filter.concerns(session))
          ? filters
          : filters.stream().filter(filter -> filter.concerns(session)).toList();
    }
  }

  private final List<Filter> filters;
  private final List<Row> rows;
  private final RequiredFilters required;
  private final FilterPool pool;
  private final Set<String> skipped;

  FilterChain(List<Filter> inOrder, RequiredFilters required, FilterPool pool) {
    this(inOrder, required, pool, Set.of());
  }

  private FilterChain(
      List<Filter> inOrder, RequiredFilters required, FilterPool pool, Set<String> skipped) {
    this.skipped = skipped;
    this.filters = List.copyOf(inOrder);
    this.required = required;
    this.rows = rows(filters);
    this.pool = pool;
  }

  private static List<Row> rows(List<Filter> filters) {
    List<Row> rows = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= filters.size(); i++) {
      boolean inline = filters.get(from).isInline();
      if (i == filters.size() || filters.get(i).isInline() != inline) {
        rows.add(new Row(inline, filters.subList(from, i)));
        from = i;
      }
    }
    return rows;
  }

  List<Filter> filters() {
    return filters;
  }

  /** Those that must be passed whatever instance a recipient belongs to. */
  boolean isForAll(String name) {
    return required.network().contains(name);
  }

  /** The same filters without these, but for those that all mail must pass. */
  FilterChain without(Set<String> names) {
    return narrowed(filter -> !names.contains(filter.name()) || isForAll(filter.name()));
  }

  /** Only these of its filters, without those that all mail must pass. */
  FilterChain only(Set<String> names) {
    return narrowed(filter -> names.contains(filter.name()) && !isForAll(filter.name()));
  }

  /**
   * The filters that this session's mail must pass: the variable {@value #SKIPPED} of its listener
   * or access rule leaves some out, but never the one that keeps strangers from relaying.
   */
  FilterChain of(Session session) {
    String list = session.variables().getOrDefault(SKIPPED, "");
    if (list.isEmpty()) {
      return this;
    }
    Set<String> names = Set.copyOf(FilterHost.names(list));
    List<Filter> rest =
        filters.stream().filter(each -> !required.isDispensable(each.name(), names)).toList();
    return new FilterChain(rest, required.without(names), pool, names);
  }

  /** Whether this session's mail does without it. */
  boolean isSkipped(String name) {
    return skipped.contains(name);
  }

  private FilterChain narrowed(Predicate<Filter> choice) {
    return new FilterChain(filters.stream().filter(choice).toList(), required, pool, skipped);
  }

  /** The first of these names whose filter is absent, going, or set aside. */
  Optional<String> missing(Collection<String> names) {
    return names.stream().filter(name -> !isReady(name)).findFirst();
  }

  /** Names of the filters that mail of this origin must have passed. */
  List<String> required(Session.Origin origin) {
    return required.of(origin);
  }

  /** The first of these that is absent, going, or set aside. */
  Optional<String> missing(Session.Origin origin) {
    return missing(required(origin));
  }

  private boolean isReady(String name) {
    return filters.stream().anyMatch(filter -> filter.name().equals(name) && filter.isReady());
  }

  <S> Progress<S> run(Stage<S> stage, S first) {
    S state = first;
    for (Row row : rows) {
      if (stage.isOver(state)) {
        break;
      }
      List<Filter> asked = row.concerning(stage.session(state));
      if (asked.isEmpty()) {
        continue;
      }
      HandOff<S> work = new HandOff<>(asked, stage, state);
      Progress<S> progress = row.inline() ? work.run() : pool.run(work);
      if (!(progress instanceof Progress.Going<S> going)) {
        return progress;
      }
      state = going.state();
    }
    return new Progress.Going<>(state);
  }
}
