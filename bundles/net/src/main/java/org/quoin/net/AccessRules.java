package org.quoin.net;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
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
 *
 * <p>While the bundle that reads the files is being swapped, whoever asks waits a moment for it.
 */
@Component(service = AccessRules.class)
@SuppressWarnings("ReferenceEquality") // services, and the lines of a file that did not change
public final class AccessRules {
  private static final Logger LOG = LoggerFactory.getLogger(AccessRules.class);
  private static final String COMPILED = ".cdb";
  private static final Duration WAIT = Duration.ofSeconds(5);

  /**
   * A text and what it means.
   *
   * @param lines the object that the control files gave, which is the same until they change
   */
  private record Known(List<String> lines, AccessText text) {}

  private final Duration wait;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable ControlFiles control;
  private @Nullable Tables tables;

  /** Texts are parsed one at a time: all who come just after a change want the same. */
  private final Map<String, Known> texts = new HashMap<>();

  @Activate
  public AccessRules() {
    this(null, null, WAIT);
  }

  /**
   * @param wait for what is not there
   */
  AccessRules(@Nullable ControlFiles control, @Nullable Tables tables, Duration wait) {
    this.control = control;
    this.tables = tables;
    this.wait = wait;
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addControl(ControlFiles files) {
    change(() -> control = files);
  }

  void removeControl(ControlFiles files) {
    change(() -> control = control == files ? null : control);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addTables(Tables compiled) {
    change(() -> tables = compiled);
  }

  void removeTables(Tables compiled) {
    change(() -> tables = tables == compiled ? null : tables);
  }

  private void change(Runnable what) {
    lock.lock();
    try {
      what.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private <T> T awaited(Supplier<@Nullable T> service, String file) throws IOException {
    lock.lock();
    try {
      long nanos = wait.toNanos();
      T present = service.get();
      while (present == null && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
        present = service.get();
      }
      if (present == null) {
        throw new IOException("nothing is installed that reads control/" + file);
      }
      return present;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    } finally {
      lock.unlock();
    }
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
   * What the rules say.
   *
   * @param name of the file in {@code control/}
   * @param mayBeAbsent whether everybody may come in where there is no such file (tcpserver -X)
   * @throws IOException if that cannot be said now
   */
  Access judge(String name, boolean mayBeAbsent, Visitor visitor) throws IOException {
    if (!name.endsWith(COMPILED)) {
      return text(name, mayBeAbsent, visitor).access();
    }
    Optional<LookupTable> table = table(name, mayBeAbsent);
    return table.isEmpty()
        ? Access.DEFAULT
        : table.get().find(visitor.keys()).map(Access::of).orElse(Access.DEFAULT);
  }

  /** The same with the key, for people: a compiled file is asked once for each key. */
  Finding explain(String name, boolean mayBeAbsent, Visitor visitor) throws IOException {
    if (!name.endsWith(COMPILED)) {
      return text(name, mayBeAbsent, visitor);
    }
    Optional<LookupTable> table = table(name, mayBeAbsent);
    if (table.isPresent()) {
      for (String key : visitor.keys()) {
        Optional<String> data = table.get().find(List.of(key));
        if (data.isPresent()) {
          return new Finding(Optional.of(key), Access.of(data.get()));
        }
      }
    }
    return Finding.NONE;
  }

  /** Empty if there is none, and there needs not be one. */
  private Optional<LookupTable> table(String name, boolean mayBeAbsent) throws IOException {
    Tables known = awaited(() -> tables, name);
    return mayBeAbsent && !known.isThere(name) ? Optional.empty() : Optional.of(known.table(name));
  }

  private Finding text(String name, boolean mayBeAbsent, Visitor visitor) throws IOException {
    Optional<List<String>> lines = awaited(() -> control, name).list(name);
    if (lines.isEmpty()) {
      if (!mayBeAbsent) {
        throw new IOException("control/" + name + " is not there");
      }
      return Finding.NONE;
    }
    return parsed(name, lines.get())
        .find(visitor)
        .map(rule -> new Finding(Optional.of(rule.key()), rule.access()))
        .orElse(Finding.NONE);
  }

  private AccessText parsed(String name, List<String> lines) throws IOException {
    synchronized (texts) {
      Known known = texts.get(name);
      if (known == null || known.lines() != lines) {
        known = new Known(lines, parsed(name, lines, known));
        texts.put(name, known);
      }
      return known.text();
    }
  }

  private static AccessText parsed(String name, List<String> lines, @Nullable Known before)
      throws IOException {
    try {
      return AccessText.of(lines);
    } catch (IllegalArgumentException e) {
      if (before == null) {
        throw new IOException("control/" + name + ": " + e.getMessage(), e);
      }
      LOG.error("control/{}: {}; the rules stay as they were", name, e.getMessage());
      return before.text();
    }
  }
}
