package org.quoin.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.annotation.Annotation;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private record Given(
      String directories, String patrn, String defaultdelivery, int max_header_bytes)
      implements LocalTransport.Config {
    Given(String directories, String patrn, int maxHeaderBytes) {
      this(directories, patrn, "./Maildir/", maxHeaderBytes);
    }

    @Override
    public Class<? extends Annotation> annotationType() {
      return LocalTransport.Config.class;
    }
  }

  @Test
  void directoriesAreAListAndTheMaskIsOctal() {
    Settings settings = Settings.of(new Given(" assign ,passwd,", "022", 1));
    assertEquals(List.of("assign", "passwd"), settings.directories());
    assertEquals(18, settings.patrn());
  }

  @Test
  void badValuesAreNamed() {
    assertComplaint("\"patrn\" is no octal mode: 8", new Given("assign", "8", 1));
    assertComplaint("\"patrn\" is no octal mode: ", new Given("assign", "", 1));
    assertComplaint("\"directories\" names no user directory", new Given(" ,", "2", 1));
    assertComplaint("\"max.header.bytes\" must be at least 1", new Given("assign", "2", 0));
  }

  @Test
  void aDefaultThatDeliversNowhereIsRefused() {
    for (String line : List.of("", " ", "\t", "# later", "  #./Maildir/")) {
      assertComplaint(
          "\"defaultdelivery\" gives no instruction, mail would be lost: " + line.strip(),
          new Given("assign", "2", line, 1));
    }
    assertEquals("./Box/", Settings.of(new Given("assign", "2", " ./Box/ ", 1)).defaultDelivery());
  }

  private static void assertComplaint(String complaint, Given given) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Settings.of(given));
    assertEquals(complaint, e.getMessage());
  }
}
