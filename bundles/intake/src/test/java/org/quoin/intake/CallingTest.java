package org.quoin.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.quoin.api.intake.MailFilter;
import org.quoin.api.intake.Session;

class CallingTest {
  private static final Session PLAIN = Scene.newcomer();

  private static Session with(String variable) {
    return Session.network("s2", "smtp", PLAIN.peer().orElseThrow(), Map.of(variable, ""));
  }

  private static Calling of(Object variables) {
    return Calling.of(new FakeReference<>(Map.of(MailFilter.VARIABLES, variables)));
  }

  @Test
  void aFilterNamesOneVariableOrSeveral() {
    assertEquals(new Calling(false, Set.of("A")), of("A"));
    assertEquals(new Calling(false, Set.of("A", "B")), of(new String[] {"A", "B"}));
    assertEquals(
        new Calling(true, Set.of()),
        Calling.of(new FakeReference<>(Map.of(MailFilter.INLINE, true))));
  }

  @Test
  void itIsCalledOnlyWhereOneOfThemIsSet() {
    assertTrue(of("A").concerns(with("A")));
    assertFalse(of("A").concerns(PLAIN));
    assertTrue(of(1).concerns(PLAIN));
  }

  @Test
  void withoutTheVariableItIsNotAskedButStillRequired() throws Exception {
    try (Scene scene = new Scene(1, Duration.ofSeconds(60), "switched")) {
      ScriptedFilter filter = new ScriptedFilter();
      Calling calling = new Calling(false, Set.of("A"));
      Announcer announcer = new Announcer(FakeEvents::new);
      scene.filters.add(new Filter(new Tag("switched", 0, 99, "test"), calling, filter, announcer));
      scene.draft("joe@here.test").submit();
      assertEquals(List.of(), filter.asked);
      scene.filters.chain().run(new ConnectStage(), with("A"));
      assertEquals(List.of("connect"), filter.asked);
    }
  }
}
