package org.quoin.intake;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.quoin.api.event.MailEvent;
import org.quoin.api.event.MailEvents;

/** Remembers what was said. */
final class FakeEvents implements MailEvents {
  final List<MailEvent> said = new CopyOnWriteArrayList<>();

  @Override
  public void publish(MailEvent event) {
    said.add(event);
  }

  <E extends MailEvent> List<E> of(Class<E> type) {
    return said.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
