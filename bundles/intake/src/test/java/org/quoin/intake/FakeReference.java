package org.quoin.intake;

import java.util.Dictionary;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/** A service's properties, without a service. */
record FakeReference<S>(Map<String, Object> properties) implements ServiceReference<S> {

  @Override
  public @Nullable Object getProperty(String key) {
    return properties.get(key);
  }

  @Override
  public String[] getPropertyKeys() {
    return properties.keySet().toArray(String[]::new);
  }

  @Override
  public @Nullable Bundle getBundle() {
    return null;
  }

  @Override
  public Bundle @Nullable [] getUsingBundles() {
    return null;
  }

  @Override
  public boolean isAssignableTo(Bundle bundle, String className) {
    return true;
  }

  @Override
  public int compareTo(Object reference) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Dictionary<String, Object> getProperties() {
    throw new UnsupportedOperationException();
  }

  @Override
  public <A> A adapt(Class<A> type) {
    throw new UnsupportedOperationException();
  }
}
