package org.quoin.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.quoin.codec.DomainPatterns;

class InstanceTableTest {
  private static final List<String> PATTERNS =
      List.of("a.test", ".a.test", "b.a.test", ".b.a.test", ".test", "*");
  private static final List<String> DOMAINS =
      List.of(
          "a.test", "B.A.Test", "c.b.a.test", "x.a.test", "test", "", ".a.test", "*", "a..test");

  @Test
  void theClosestPatternWins() {
    InstanceTable table =
        new InstanceTable(
            List.of(
                instance("00", ""),
                instance("01", ".a.test"),
                instance("02", "b.a.test"),
                instance("3", ".b.a.test")));
    assertEquals("01", find(table, "x.a.test"));
    assertEquals("02", find(table, "B.a.test"));
    assertEquals("3", find(table, "x.b.a.test"));
    assertEquals("00", find(table, "a.test"));
    assertEquals("00", find(table, ""));
  }

  @Test
  void ofTwoClaimsTheLowerIdWinsAndTheOperatorIsTold() {
    InstanceTable table =
        new InstanceTable(List.of(instance("10", "a.test"), instance("2", "a.test")));
    assertEquals("2", find(table, "a.test"));
    assertEquals(List.of("queue 10:10 claims a.test, which 2:2 has"), table.warnings());
  }

  @Test
  void twoInstancesOfOneIdAreToldOf() {
    InstanceTable table = new InstanceTable(List.of(instance("01", "a.test"), instance("01", "")));
    assertTrue(table.warnings().getFirst().contains("has the id of another one"));
  }

  @Test
  void ofTwoConfigurationsOfOneNumberOnlyTheFirstCounts() {
    InstanceTable table =
        new InstanceTable(
            List.of(
                instance("00", ""),
                instance("01", "a.test"),
                instance("1", "b.test"),
                instance("0", "c.test")));
    assertEquals("01", find(table, "a.test"));
    assertEquals("00", find(table, "b.test"));
    assertEquals("00", find(table, "c.test"));
    assertEquals("01", table.byId("001").orElseThrow().id());
    assertEquals(2, table.instances().size());
    assertEquals(2, table.warnings().size(), table.warnings().toString());
    assertTrue(table.warnings().getFirst().contains("1:1 is passed over"));
  }

  @Test
  void configurationsWithoutAnIdKeepTheirDomains() {
    InstanceTable table =
        new InstanceTable(
            List.of(instance("00", ""), instance("x", "a.test"), instance("y", "b.test")));
    assertTrue(table.find("a.test").orElseThrow().instance().trouble().isPresent());
    assertTrue(table.find("b.test").orElseThrow().instance().trouble().isPresent());
  }

  @Test
  void aThousandInstancesAreFoundByTheirDomains() {
    List<Instance> many = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      many.add(instance(String.valueOf(i + 1), "d" + i + ".test"));
    }
    InstanceTable table = new InstanceTable(many);
    assertEquals("778", find(table, "d777.test"));
    assertEquals(Optional.empty(), table.find("d1000.test"));
  }

  /** The table against the rule of {@link DomainPatterns}, instance by instance. */
  @Property
  void itIsTheRuleOfDomainPatterns(
      @ForAll @Size(min = 1, max = 3) List<@Size(max = 3) List<Byte>> claims) {
    List<Instance> instances = new ArrayList<>();
    for (int i = 0; i < claims.size(); i++) {
      List<String> patterns =
          claims.get(i).stream().map(n -> PATTERNS.get(Math.floorMod(n, PATTERNS.size()))).toList();
      instances.add(instance(String.valueOf(i + 1), String.join(",", patterns)));
    }
    for (String domain : DOMAINS) {
      assertEquals(model(instances, domain), find(new InstanceTable(instances), domain), domain);
    }
  }

  private static String model(List<Instance> instances, String domain) {
    String best = "none";
    int closest = -1;
    for (Instance instance : instances) {
      int fit = DomainPatterns.parse(String.join(",", instance.patterns())).specificity(domain);
      if (fit > closest) {
        closest = fit;
        best = instance.id();
      }
    }
    return best;
  }

  @Test
  void configurationsMayBeTextOrTyped() {
    Instance instance =
        InstanceReader.read(
            Map.of("id", "07", "domains", new String[] {"A.test", ".b.test"}, "state", "HELD"));
    assertEquals(
        new Instance("07", "07", List.of("a.test", ".b.test"), List.of(), Optional.empty()),
        instance);
    assertEquals(
        List.of("a.test", "b.test"),
        InstanceReader.read(Map.of("id", 7, "domains", List.of("a.test", "b.test"))).patterns());
    assertEquals("00:main", InstanceReader.read(Map.of("id", "00")).label());
  }

  @Test
  void whatIsWrongKeepsTheInstanceFromTakingMail() {
    assertTrue(trouble(Map.of("domains", "a.test")).contains("id"));
    assertTrue(trouble(Map.of("id", "x1")).contains("x1"));
    assertTrue(trouble(Map.of("id", "1", "state", "sideways")).contains("sideways"));
    assertTrue(trouble(Map.of("id", "1", "state", "down")).contains("down"));
    Instance partly = InstanceReader.read(Map.of("id", "1", "domains", "a.test,,b..test"));
    assertEquals(List.of("a.test"), partly.patterns());
    assertTrue(partly.trouble().orElseThrow().contains("b..test"));
  }

  private static String trouble(Map<String, Object> configuration) {
    return InstanceReader.read(configuration).trouble().orElseThrow();
  }

  private static Instance instance(String id, String domains) {
    return InstanceReader.read(Map.of("id", id, "domains", domains));
  }

  private static String find(InstanceTable table, String domain) {
    return table.find(domain).map(match -> match.instance().id()).orElse("none");
  }
}
