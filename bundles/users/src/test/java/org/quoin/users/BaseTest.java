package org.quoin.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;

class BaseTest {
  @Test
  void withoutTheFrameworkPropertyThereIsNoBase() {
    for (@Nullable String unset : Arrays.asList(null, "", " ")) {
      IllegalStateException e =
          assertThrows(IllegalStateException.class, () -> Base.of(context(unset)));
      assertEquals("the framework property quoin.base is not set", e.getMessage());
    }
  }

  @Test
  void aBaseIsAbsolute() {
    assertTrue(Base.of(context("here")).cdb().isAbsolute());
  }

  /** A framework that has this value for every property. */
  private static BundleContext context(@Nullable String value) {
    return (BundleContext)
        Proxy.newProxyInstance(
            BaseTest.class.getClassLoader(),
            new Class<?>[] {BundleContext.class},
            (proxy, method, args) -> value);
  }
}
