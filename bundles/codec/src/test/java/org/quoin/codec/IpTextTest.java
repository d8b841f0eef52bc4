package org.quoin.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules and examples of RFC 5952, 2 and 4. */
class IpTextTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 192.0.2.7",
    "0:0:0:0:0:0:0:1, ::1",
    "0:0:0:0:0:0:0:0, ::",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "2001:DB8:aaaa:bbbb:cccc:DDDD:eeee:0001, 2001:db8:aaaa:bbbb:cccc:dddd:eeee:1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "1:2:3:4:5:6:0:0, 1:2:3:4:5:6::",
    "0:0:3:4:5:6:7:8, ::3:4:5:6:7:8",
    "fe80:0:0:0:ffff:0:0:abcd, fe80::ffff:0:0:abcd",
    "::ffff:192.0.2.7, 192.0.2.7"
  })
  void anAddressHasOneShortText(String any, String text) throws UnknownHostException {
    assertEquals(text, IpText.of(InetAddress.getByName(any)));
  }

  @Test
  void aPortStandsApartFromBoth() {
    assertEquals("192.0.2.7:25", IpText.withPort("192.0.2.7", 25));
    assertEquals("[::1]:25", IpText.withPort("::1", 25));
  }

  @Test
  void theNameOfAnInterfaceIsLeftOut() throws UnknownHostException {
    byte[] bytes = InetAddress.getByName("fe80::1").getAddress();
    assertEquals("fe80::1", IpText.of(Inet6Address.getByAddress(null, bytes, 7)));
  }
}
