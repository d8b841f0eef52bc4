package org.quoin.fuzz;

import java.net.InetAddress;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.stream.Stream;

/** Nothing that is fuzzed may ask for a name: whoever does has a finding. */
public final class NoNames extends InetAddressResolverProvider implements InetAddressResolver {

  @Override
  public InetAddressResolver get(Configuration configuration) {
    return this;
  }

  @Override
  public String name() {
    return "no names";
  }

  @Override
  public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) {
    throw new AssertionError("the name " + host + " was looked up");
  }

  @Override
  public String lookupByAddress(byte[] address) {
    throw new AssertionError("the name of an address was looked up");
  }
}
