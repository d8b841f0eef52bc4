package org.quoin.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.quoin.api.intake.Session;

class RequiredFiltersTest {

  @Test
  void strangersNeedTheRelayCheckWhateverElseIsRequired() {
    RequiredFilters required = RequiredFilters.of(List.of("stamp"), "rcpthosts");
    assertEquals(List.of("stamp", "rcpthosts"), required.of(Session.Origin.NETWORK));
    assertEquals(List.of("stamp"), required.of(Session.Origin.BOUNCE));
    assertEquals(List.of("stamp"), required.of(Session.Origin.DELIVERY));
  }

  @Test
  void theRelayCheckIsNamedOnce() {
    List<String> names = List.of("rcpthosts", "stamp");
    assertEquals(names, RequiredFilters.of(names, "rcpthosts").of(Session.Origin.NETWORK));
  }

  @ParameterizedTest
  @EnumSource(Session.Origin.class)
  void onlyTheWordNoneTakesTheCheckAway(Session.Origin origin) {
    assertEquals(List.of(), RequiredFilters.of(List.of(), "none").of(origin));
    assertThrows(IllegalArgumentException.class, () -> RequiredFilters.of(List.of(), " "));
  }

  @Test
  void namesMayBeAListOrHaveCommasBetweenThem() {
    List<String> names = List.of("a", "b", "c");
    assertEquals(names, FilterHost.names("a, b,,c "));
    assertEquals(names, FilterHost.names("a", "b", "c"));
    assertEquals(names, FilterHost.names("a", "b,c", ""));
    assertEquals(List.of(), FilterHost.names());
  }

  @Test
  void aListenerMayDoWithoutSomeButNotWithoutTheRelayCheck() {
    RequiredFilters required = RequiredFilters.of(List.of("stamp", "rcpthosts"), "rcpthosts");
    assertEquals(List.of("rcpthosts"), required.without(Set.of("stamp", "rcpthosts")).network());
  }
}
