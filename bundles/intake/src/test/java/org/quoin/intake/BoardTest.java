package org.quoin.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Constants;
import org.quoin.api.PluginName;

class BoardTest {
  private record Plugin(Tag tag, Gate gate) implements Board.Entry {}

  private final Board<Plugin> board = new Board<>();

  @Test
  void lowRankingsComeFirst() {
    add("b", 5, 1);
    add("a", -5, 2);
    add("c", 0, 3);
    assertEquals(List.of("a", "c", "b"), names());
  }

  @Test
  void ofEqualRankingsTheNewerComesFirst() {
    add("old", 0, 1);
    add("new", 0, 2);
    assertEquals(List.of("new", "old"), names());
  }

  @Test
  void ofEqualNamesTheHighestRankingIsUsed() {
    add("a", 0, 1);
    add("b", 1, 2);
    add("a", 2, 3);
    assertEquals(List.of("b", "a"), names());
    assertEquals(3, board.find("a").orElseThrow().tag().serviceId());
    board.remove(3);
    assertEquals(1, board.find("a").orElseThrow().tag().serviceId());
  }

  @Test
  void aRemovedPluginsGateIsClosed() {
    add("a", 0, 1);
    Plugin plugin = board.find("a").orElseThrow();
    assertTrue(plugin.gate().isOpen());
    assertEquals(Optional.of(plugin), board.remove(1));
    assertFalse(plugin.gate().isOpen());
    assertEquals(Optional.empty(), board.remove(1));
    assertEquals(Optional.empty(), board.find("a"));
  }

  @Test
  void aTagIsReadFromTheServicesProperties() {
    assertEquals(
        new Tag("x", 7, 42, ""),
        Tag.of(
            new FakeReference<>(
                Map.of(
                    PluginName.PROPERTY,
                    "x",
                    Constants.SERVICE_RANKING,
                    7,
                    Constants.SERVICE_ID,
                    42L))));
  }

  @Test
  void aPluginWithoutANameGetsOneThatNobodySelects() {
    assertEquals(
        "(unnamed 42)", Tag.of(new FakeReference<>(Map.of(Constants.SERVICE_ID, 42L))).name());
  }

  private void add(String name, int ranking, long id) {
    board.add(new Plugin(new Tag(name, ranking, id, "test"), new Gate()));
  }

  private List<String> names() {
    return board.inOrder().stream().map(plugin -> plugin.tag().name()).toList();
  }
}
