package org.quoin.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.quoin.api.delivery.Caller;

class SettingsTest {
  private static final Path BAD = Path.of("src/test/resources/bad-configurations");

  @Test
  void idAloneIsEnough() {
    Settings settings = Settings.of(Map.of("id", "01"));
    assertEquals("01", settings.id());
    assertEquals("01", settings.name().alias());
    assertEquals(OptionalInt.empty(), settings.bounds().local());
    assertEquals(OptionalLong.empty(), settings.bounds().lifetimeSeconds());
    assertEquals(Settings.State.UP, settings.state());
    assertEquals(List.of("qmail"), settings.plugins().routers());
    assertEquals("journal", settings.plugins().store());
    assertEquals(List.of(), settings.domains().patterns());
    assertEquals(
        new Settings.Bounces(Settings.Format.QSBMF, OptionalLong.empty(), Optional.empty()),
        settings.bounces());
  }

  @Test
  void mainInstanceIsCalledMain() {
    assertEquals("main", Settings.of(Map.of("id", "00")).name().alias());
  }

  @Test
  void everythingCanBeSet() {
    Map<String, Object> all = new HashMap<>();
    all.put("id", "08");
    all.put("alias", "Customer_1");
    all.put("domains", "customer1.test, .customer1.test");
    all.put("concurrency.local", "0");
    all.put("concurrency.remote", 10_000);
    all.put("concurrency.destination", 5);
    all.put("schedule", new String[] {"30s", " 5m"});
    all.put("schedule.remote", "1h,1d");
    all.put("lifetime", "86400");
    all.put("state", "Held");
    all.put("routers", new String[] {"ldap", "qmail"});
    all.put("store", "fast");
    all.put("bounce.format", "RFC3464");
    all.put("bounce.max.bytes", 50_000);
    all.put("bounce.queue", "90");
    all.put("service.pid", "org.quoin.queue~08");
    Settings settings = Settings.of(all);
    assertEquals("08", settings.id());
    assertEquals("Customer_1", settings.name().alias());
    assertEquals(List.of("customer1.test", ".customer1.test"), settings.domains().patterns());
    assertEquals(
        new Settings.Bounds(
            OptionalInt.of(0),
            OptionalInt.of(10_000),
            OptionalInt.of(5),
            OptionalLong.of(86_400),
            new Schedules(
                Delays.parse("30s, 5m"),
                Optional.of(new Delays(List.of(Duration.ofHours(1), Duration.ofDays(1)))))),
        settings.bounds());
    assertEquals(Settings.State.HELD, settings.state());
    assertEquals(new Settings.Plugins(List.of("ldap", "qmail"), "fast"), settings.plugins());
    assertEquals(
        new Settings.Bounces(Settings.Format.RFC3464, OptionalLong.of(50_000), Optional.of("90")),
        settings.bounces());
    assertMeansTheSameAgain(settings);
  }

  private static void assertMeansTheSameAgain(Settings settings) {
    assertEquals(settings, Settings.of(settings.values()), "its own text");
  }

  @Test
  void propertiesOfWhoeverReadTheFileAreNotSettings() {
    Settings.of(
        Map.of("id", "08", "felix.fileinstall.filename", "file:/etc/org.quoin.queue-08.cfg"));
  }

  @Test
  void anInstanceMayHaveLimitsFiltersAndAFaceOfItsOwn() {
    Map<String, Object> all = new HashMap<>(Map.of("id", "08"));
    all.put("limit.messages", 20_000);
    all.put("limit.bytes", "1000000000000");
    all.put("limit.rate", "600");
    all.put("limit.bounces", "True");
    all.put("filters", "clamav, stamp,clamav");
    all.put("source", "fe80::1%eth0");
    all.put("helo", "mx.customer1.test");
    all.put("control", "instances/08");
    Settings settings = Settings.of(all);
    assertEquals(
        new Settings.Quota(
            OptionalLong.of(20_000),
            OptionalLong.of(1_000_000_000_000L),
            OptionalLong.of(600),
            true),
        settings.door().quota());
    assertEquals(List.of("clamav", "stamp"), settings.door().filters());
    assertEquals(
        new Settings.Face(
            Optional.of("instances/08"),
            new Caller(Optional.of("fe80::1%eth0"), Optional.of("mx.customer1.test"))),
        settings.name().face());
    assertEquals(settings, Settings.of(settings.values()), "its own text means the same");
  }

  @Test
  void valuesNameEverySettingAndAreEmptyWhereNothingIsSet() {
    Map<String, String> values = Settings.of(Map.of("id", "01")).values();
    assertTrue(values.keySet().stream().allMatch(SettingsReader::isSetting));
    assertEquals(SettingsReader.keys(), values.keySet().stream().sorted().toList());
    assertEquals("01", values.get("alias"));
    assertEquals("up", values.get("state"));
    assertEquals("", values.get("limit.rate"));
    assertEquals("", values.get("source"));
    assertEquals(Settings.of(Map.of("id", "01")), Settings.of(values));
  }

  @Test
  void addressesOfEitherKindMayBeASourceOrAHelo() {
    for (String source :
        List.of("192.0.2.1", "192.0.2.1%eth0", "2001:db8::1", "::ffff:192.0.2.1")) {
      Settings settings = Settings.of(Map.of("id", "01", "source", source));
      assertEquals(Optional.of(source), settings.name().face().caller().source());
    }
    for (String helo : List.of("localhost", "[192.0.2.1]", "[IPv6:2001:db8::1]", "a-1.b")) {
      Settings settings = Settings.of(Map.of("id", "01", "helo", helo));
      assertEquals(Optional.of(helo), settings.name().face().caller().helo());
    }
  }

  @Test
  void idIsDecimalOfAnyWidth() {
    assertEquals("8", Settings.number("08"));
    assertEquals("0", Settings.number("00"));
    assertEquals("123456", Settings.number("0123456"));
  }

  @TestFactory
  Stream<DynamicTest> badConfigurationIsRefusedWithItsMessage() throws IOException {
    try (Stream<Path> files = Files.list(BAD)) {
      List<Path> all = files.sorted().toList();
      assertTrue(all.size() > 10);
      return all.stream()
          .map(
              file ->
                  DynamicTest.dynamicTest(String.valueOf(file.getFileName()), () -> refused(file)));
    }
  }

  @Property
  void anyTextIsReadOrRefusedWithOneShortLine(@ForAll String value) {
    for (String key :
        List.of(
            "id",
            "alias",
            "domains",
            "concurrency.local",
            "concurrency.destination",
            "schedule",
            "schedule.local",
            "lifetime",
            "state",
            "bounce.format",
            "bounce.queue",
            "control",
            "filters",
            "helo",
            "limit.bounces",
            "limit.messages",
            "source")) {
      Map<String, String> map = new HashMap<>(Map.of("id", "01"));
      map.put(key, value);
      try {
        Settings.of(map);
      } catch (IllegalArgumentException e) {
        String message = String.valueOf(e.getMessage());
        assertFalse(message.contains("\n"), message);
        assertTrue(message.length() < 300, message);
      }
    }
  }

  /** The first line of a file is {@code # refused: } and the message. */
  private static void refused(Path file) throws IOException {
    String text = Files.readString(file);
    String expected = text.lines().findFirst().orElse("").replaceFirst("^# refused: ", "");
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    }
    Map<String, String> map = new HashMap<>();
    properties.stringPropertyNames().forEach(key -> map.put(key, properties.getProperty(key)));
    var refusal = assertThrows(IllegalArgumentException.class, () -> Settings.of(map));
    assertEquals(expected, refusal.getMessage());
  }
}
