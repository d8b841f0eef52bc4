package org.quoin.intake;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.quoin.api.Address;
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

  void refused(Session session, String rule, Reply reply, Subject subject) {
    publish(
        new MailEvent.Refused(
            Speaker.of(session),
            subject.stage(),
            rule,
            reply,
            subject.sender(),
            subject.recipient()));
  }

  /** Without a log there is nothing to say of what goes well. */
  void admitted(Session session, Sender sender, Address recipient) {
    MailEvents there = events.get();
    if (there != null) {
      String rule = session.get(Session.WELCOME, String.class).orElse("");
      there.publish(new MailEvent.Admitted(Speaker.of(session), rule, sender, recipient));
    }
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
