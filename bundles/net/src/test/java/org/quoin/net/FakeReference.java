package org.quoin.net;

import java.util.Dictionary;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.quoin.api.PluginName;
import org.quoin.api.net.Protocol;

/** The registration of a protocol by name and ranking. */
final class FakeReference implements ServiceReference<Protocol> {
  private final String name;
  private final int ranking;

  FakeReference(String name, int ranking) {
    this.name = name;
    this.ranking = ranking;
  }

  @Override
  public @Nullable Object getProperty(String key) {
    return key.equals(PluginName.PROPERTY) ? name : null;
  }

  @Override
  public int compareTo(Object other) {
    return Integer.compare(ranking, ((FakeReference) other).ranking);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  @Override
  public String[] getPropertyKeys() {
    return new String[] {PluginName.PROPERTY};
  }

  @Override
  public Dictionary<String, Object> getProperties() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Bundle getBundle() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Bundle[] getUsingBundles() {
    return new Bundle[0];
  }

  @Override
  public boolean isAssignableTo(Bundle bundle, String className) {
    return true;
  }

  @Override
  public <A> A adapt(Class<A> type) {
    throw new UnsupportedOperationException();
  }
}
