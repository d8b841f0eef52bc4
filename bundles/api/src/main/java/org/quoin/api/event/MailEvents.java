package org.quoin.api.event;

import org.osgi.annotation.versioning.ProviderType;

/** Where events are said. Never blocks and never throws; while it is away, events are not kept. */
@ProviderType
public interface MailEvents {
  void publish(MailEvent event);
}
