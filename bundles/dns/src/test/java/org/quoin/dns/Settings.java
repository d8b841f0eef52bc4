package org.quoin.dns;

import java.lang.annotation.Annotation;
import java.nio.file.Path;
import java.time.InstantSource;

/** Settings as Config Admin would give them. */
record Settings(String servers, int timeout_millis, int cache_entries)
    implements CachingResolver.Config {

  static CachingResolver resolver(String servers, int millis, int entries, InstantSource clock) {
    return new CachingResolver(
        new Settings(servers, millis, entries),
        new NameServers(servers, Path.of("/nonexistent")),
        clock);
  }

  @Override
  public Class<? extends Annotation> annotationType() {
    return CachingResolver.Config.class;
  }
}
