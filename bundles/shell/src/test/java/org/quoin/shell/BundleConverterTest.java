package org.quoin.shell;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;

class BundleConverterTest {
  private final Bundle smtpd = bundle(29, "quoin-smtpd");
  private final Bundle net = bundle(2, "quoin-net");
  private final BundleConverter converter = new BundleConverter(() -> List.of(smtpd, net));

  @Test
  void aBundleIsFoundByIdAndByName() {
    assertSame(smtpd, converter.convert(Bundle.class, "29"));
    assertSame(net, converter.convert(Bundle.class, 2L));
    assertSame(net, converter.convert(Bundle.class, "quoin-net"));
  }

  @Test
  void whatIsNoBundleIsLeftToOthers() {
    assertNull(converter.convert(Bundle.class, "9"));
    assertNull(converter.convert(String.class, "29"));
    assertNull(converter.convert(Bundle.class, null));
  }

  private static Bundle bundle(long id, String name) {
    return (Bundle)
        Proxy.newProxyInstance(
            Bundle.class.getClassLoader(),
            new Class<?>[] {Bundle.class},
            (proxy, method, args) ->
                switch (method.getName()) {
                  case "getBundleId" -> id;
                  case "getSymbolicName" -> name;
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
