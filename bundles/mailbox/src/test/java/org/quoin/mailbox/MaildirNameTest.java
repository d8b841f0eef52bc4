package org.quoin.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaildirNameTest {
  @Test
  void theHostIsEscaped() {
    assertEquals("1.k.a\\057b\\072c", MaildirName.of("1.k", "a/b:c").text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", ".k", "a/b", "../x", "a:b", "a b", "a\0", "\u00e9", "a\n"})
  void aKeyThatIsNoFileNameIsRefused(String key) {
    assertThrows(IllegalArgumentException.class, () -> MaildirName.of(key, "h"));
  }

  @Test
  void aKeyOfAnyLengthFitsOrIsRefused() {
    assertEquals(200, MaildirName.of("k".repeat(198), "h").text().length());
    assertThrows(IllegalArgumentException.class, () -> MaildirName.of("k".repeat(199), "h"));
  }

  /** The name must stay inside its folder, whatever the machine is called. */
  @Property
  void noHostNameLeadsOutOfTheFolder(@ForAll String host) {
    try {
      String name = MaildirName.of("k", host).text();
      assertEquals(-1, name.indexOf('/'));
      assertEquals(-1, name.indexOf(':'));
    } catch (IllegalArgumentException e) {
      assertEquals(true, host.length() > 40);
    }
  }
}
