package org.quoin.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.annotation.Annotation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private static final Path FOLDER = Path.of("/srv/quoin/var/tmp");

  private record Given(
      String directories,
      String patrn,
      String defaultdelivery,
      int max_header_bytes,
      int concurrency_programs,
      int program_seconds,
      boolean programs_in_process,
      String environment)
      implements LocalTransport.Config {
    Given(String directories, String patrn, int maxHeaderBytes) {
      this(directories, patrn, "./Maildir/", maxHeaderBytes, 40, 3600, true, "PATH,TZ");
    }

    static Given delivery(String line) {
      return new Given("assign", "2", line, 1, 40, 3600, true, "PATH");
    }

    static Given programs(int concurrency, int seconds, String environment) {
      return new Given("assign", "2", "./Maildir/", 1, concurrency, seconds, false, environment);
    }

    @Override
    public String users() {
      return "platform";
    }

    @Override
    public int concurrency_workers() {
      return 10;
    }

    @Override
    public int worker_idle_seconds() {
      return 60;
    }

    @Override
    public Class<? extends Annotation> annotationType() {
      return LocalTransport.Config.class;
    }
  }

  @Test
  void directoriesAreAListAndTheMaskIsOctal() {
    Settings settings = Settings.of(new Given(" assign ,passwd,", "022", 1), FOLDER);
    assertEquals(List.of("assign", "passwd"), settings.directories());
    assertEquals(18, settings.patrn());
  }

  @Test
  void programsHaveLimits() {
    Settings.ForPrograms programs =
        Settings.of(Given.programs(3, 60, "PATH, TZ"), FOLDER).programs();
    assertEquals(3, programs.limits().concurrency());
    assertEquals(Duration.ofMinutes(1), programs.limits().time());
    assertEquals(List.of("PATH", "TZ"), programs.environment());
    assertEquals(FOLDER, programs.folder());
    assertFalse(programs.inProcess());
  }

  @Test
  void badValuesAreNamed() {
    assertComplaint("\"patrn\" is no octal mode: 8", new Given("assign", "8", 1));
    assertComplaint("\"patrn\" is no octal mode: ", new Given("assign", "", 1));
    assertComplaint("\"directories\" names no user directory", new Given(" ,", "2", 1));
    assertComplaint("\"max.header.bytes\" must be at least 1", new Given("assign", "2", 0));
    assertComplaint(
        "\"concurrency.programs\" must be from 1 to 1000", Given.programs(0, 60, "PATH"));
    assertComplaint("\"program.seconds\" must be from 1 to 604800", Given.programs(1, 0, "PATH"));
    assertComplaint("\"environment\" names no variable: A=b", Given.programs(1, 1, "PATH,A=b"));
  }

  @Test
  void aDefaultThatDeliversNowhereIsRefused() {
    for (String line : List.of("", " ", "\t", "# later", "  #./Maildir/")) {
      assertComplaint(
          "\"defaultdelivery\" gives no instruction, mail would be lost: " + line.strip(),
          Given.delivery(line));
    }
    assertEquals("./Box/", Settings.of(Given.delivery(" ./Box/ "), FOLDER).defaultDelivery());
  }

  private static void assertComplaint(String complaint, Given given) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Settings.of(given, FOLDER));
    assertEquals(complaint, e.getMessage());
  }
}
