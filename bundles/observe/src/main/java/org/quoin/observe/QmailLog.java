package org.quoin.observe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.quoin.api.PluginName;
import org.quoin.api.event.MailEvent;
import org.quoin.api.event.MailEventListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;

/**
 * The log in qmail's words (Q20). Each queue instance has the logger {@code quoin.mail.<id>}, each
 * listener {@code quoin.mail.<name>}; the message is the bare line, so that a layout of nothing but
 * the message gives a log that qmail's tools read. What happens while there is no such log is not
 * written later, therefore {@code quoin.mail.observe} says when one begins.
 */
@Component
@PluginName("qmail-log")
public final class QmailLog implements MailEventListener {
  private static final String LOGGER = "quoin.mail.";

  /** By this the logging configuration gives each instance and each listener a file of its own. */
  private static final String MDC_KEY = "quoin.log";

  private static final Path OURSELVES = Path.of("/proc/self");

  private static final Pattern NOT_IN_NAMES = Pattern.compile("[^A-Za-z0-9_-]");
  private static final int MAX_LOGGERS = 10_000;

  private final MailWords words;
  private final Function<String, Logger> factory;
  private final Map<String, Book> books = new ConcurrentHashMap<>();

  /** Where one instance or listener has its lines. */
  private record Book(String name, Logger logger) {}

  @Activate
  public QmailLog() {
    this(uid(), LoggerFactory::getLogger);
  }

  QmailLog(long uid, Function<String, Logger> factory) {
    this.words = new MailWords(uid);
    this.factory = factory;
    write(new LogLine("observe", Level.WARN, "warning: log resumed, lines may be missing above"));
  }

  @Override
  public void on(MailEvent event) {
    words.of(event).forEach(this::write);
  }

  @Override
  public void gap(long count) {
    factory
        .apply("quoin.mail")
        .warn("warning: {} events are missing here: the log was too slow", count);
  }

  private void write(LogLine line) {
    if (books.size() > MAX_LOGGERS) {
      books.clear();
    }
    Book book = books.computeIfAbsent(line.log(), this::book);
    MDC.put(MDC_KEY, book.name());
    book.logger().atLevel(line.level()).log(line.text());
    MDC.remove(MDC_KEY);
  }

  private Book book(String log) {
    String name = name(log);
    return new Book(name, factory.apply(LOGGER + name));
  }

  /** One level of the logger tree and one folder, whatever the log is called. */
  private static String name(String log) {
    return log.isEmpty() ? "other" : NOT_IN_NAMES.matcher(log).replaceAll("_");
  }

  private static long uid() {
    try {
      return (Integer) Files.getAttribute(OURSELVES, "unix:uid");
    } catch (IOException e) {
      return 0;
    }
  }
}
