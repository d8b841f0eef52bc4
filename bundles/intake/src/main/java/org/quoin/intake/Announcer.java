package org.quoin.intake;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.quoin.api.Reply;
import org.quoin.api.Sender;
import org.quoin.api.event.MailEvent;
import org.quoin.api.event.MailEvents;
import org.quoin.api.event.Speaker;
import org.quoin.api.intake.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the operator what happens at the door; what strangers are told is in {@link Replies}. */
final class Announcer {
  private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);
  private static final String SOURCE = "intake";

  private final Supplier<@Nullable MailEvents> events;

  Announcer(Supplier<@Nullable MailEvents> events) {
    this.events = events;
  }

  void warning(String text) {
    publish(new MailEvent.Warning(SOURCE, text));
  }

  void alert(String text) {
    publish(new MailEvent.Alert(SOURCE, text));
  }

  void filterFailed(String filter, Throwable cause) {
    LOG.debug("filter {} failed", filter, cause);
    warning("filter " + filter + " failed, mail is deferred: " + cause);
  }

  void refused(Session session, String rule, Reply reply, Sender sender, String recipient) {
    publish(new MailEvent.Refused(Speaker.of(session), rule, reply, sender, recipient));
  }

  private void publish(MailEvent event) {
    MailEvents there = events.get();
    if (there == null) {
      LOG.warn("{}", event);
    } else {
      there.publish(event);
    }
  }
}
