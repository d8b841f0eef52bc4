package org.quoin.shell;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.apache.felix.service.command.Converter;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Lets commands such as {@code felix:stop} take a bundle by its id or its symbolic name. */
@Component(property = Converter.CONVERTER_CLASSES + "=org.osgi.framework.Bundle")
public final class BundleConverter implements Converter {
  private final Supplier<List<Bundle>> bundles;

  @Activate
  public BundleConverter(BundleContext context) {
    this(() -> Arrays.asList(context.getBundles()));
  }

  BundleConverter(Supplier<List<Bundle>> bundles) {
    this.bundles = bundles;
  }

  @Override
  public @Nullable Object convert(Class<?> desired, @Nullable Object in) {
    if (desired != Bundle.class || in == null) {
      return null;
    }
    String name = in.toString();
    return bundles.get().stream()
        .filter(one -> name.equals(one.getSymbolicName()) || name.equals("" + one.getBundleId()))
        .findFirst()
        .orElse(null);
  }

  @Override
  public @Nullable CharSequence format(Object target, int level, Converter escape) {
    return null;
  }
}
