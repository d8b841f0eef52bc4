package org.quoin.net;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.quoin.api.table.ControlFiles;
import org.quoin.api.table.LookupTable;
import org.quoin.api.table.Tables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The access rules that listeners name (V1): a text in {@code control/}, read as it is, or a file
 * in {@code .cdb} that tcprules has compiled. A change counts for the next connection. A text that
 * cannot be parsed changes nothing, as tcprules would write nothing: what was there before holds.
 */
@Component(service = AccessRules.class)
public final class AccessRules {
  private static final Logger LOG = LoggerFactory.getLogger(AccessRules.class);
  private static final String COMPILED = ".cdb";

  /**
   * A text and what it means.
   *
   * @param lines the object that the control files gave, which is the same until they change
   */
  private record Known(List<String> lines, Rules rules) {}

  private final Map<String, Known> texts = new ConcurrentHashMap<>();

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable ControlFiles control;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable Tables tables;

  @Activate
  public AccessRules() {}

  AccessRules(@Nullable ControlFiles control, @Nullable Tables tables) {
    this.control = control;
    this.tables = tables;
  }

  /** What the rules say, and by which key; no key means that none applies. */
  record Finding(Optional<String> key, Access access) {
    static final Finding NONE = new Finding(Optional.empty(), Access.DEFAULT);

    /** In the words of tcprulescheck. */
    @Override
    public String toString() {
      return key.map(name -> "rule " + name + ":\n").orElse("default:\n") + access;
    }
  }

  /**
   * @param name of the file in {@code control/}
   * @param mayBeAbsent whether everybody may come in where there is no such file (tcpserver -X)
   * @throws IOException if that cannot be said now
   */
  Finding find(String name, boolean mayBeAbsent, Caller caller) throws IOException {
    return name.endsWith(COMPILED)
        ? compiled(name, mayBeAbsent, caller)
        : text(name, mayBeAbsent, caller);
  }

  private Finding compiled(String name, boolean mayBeAbsent, Caller caller) throws IOException {
    Tables known = tables;
    if (known == null) {
      throw new IOException("nothing is installed that reads control/" + name);
    }
    if (mayBeAbsent && !known.isThere(name)) {
      return Finding.NONE;
    }
    LookupTable table = known.table(name);
    for (String key : caller.keys()) {
      Optional<String> data = table.find(List.of(key));
      if (data.isPresent()) {
        return new Finding(Optional.of(key), Access.of(data.get()));
      }
    }
    return Finding.NONE;
  }

  private Finding text(String name, boolean mayBeAbsent, Caller caller) throws IOException {
    ControlFiles files = control;
    if (files == null) {
      throw new IOException("nothing is installed that reads control/" + name);
    }
    Optional<List<String>> lines = files.list(name);
    if (lines.isEmpty()) {
      if (!mayBeAbsent) {
        throw new IOException("control/" + name + " is not there");
      }
      return Finding.NONE;
    }
    return rules(name, lines.get())
        .find(caller)
        .map(rule -> new Finding(Optional.of(rule.key()), rule.access()))
        .orElse(Finding.NONE);
  }

  @SuppressWarnings("ReferenceEquality") // the list is the same object until the file changes
  private Rules rules(String name, List<String> lines) throws IOException {
    Known known = texts.get(name);
    if (known == null || known.lines() != lines) {
      known = new Known(lines, parsed(name, lines, known));
      texts.put(name, known);
    }
    return known.rules();
  }

  private static Rules parsed(String name, List<String> lines, @Nullable Known before)
      throws IOException {
    try {
      return Rules.of(lines);
    } catch (IllegalArgumentException e) {
      if (before == null) {
        throw new IOException("control/" + name + ": " + e.getMessage(), e);
      }
      LOG.error("control/{}: {}; the rules stay as they were", name, e.getMessage());
      return before.rules();
    }
  }
}
