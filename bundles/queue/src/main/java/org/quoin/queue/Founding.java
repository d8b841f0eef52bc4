package org.quoin.queue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes several instances, or none: if one cannot be made, those that were are taken away. */
final class Founding {
  private final Fleet fleet;
  private final Steering steering;

  Founding(Fleet fleet, Steering steering) {
    this.fleet = fleet;
    this.steering = steering;
  }

  /** Says of each why it cannot be beside those that there are and the others. */
  void check(List<Map<String, String>> wanted, Findings findings) throws IOException {
    List<Fleet.View> views = new ArrayList<>(fleet.views());
    for (Map<String, String> map : wanted) {
      views.add(new Fleet.View("new", Optional.of(Settings.of(map)), Optional.empty(), "new"));
    }
    for (Map<String, String> map : wanted) {
      try {
        steering.check(map);
        Settings settings = Settings.of(map);
        Signpost.ALL.forEach(signpost -> signpost.refuseCircle(settings, views));
      } catch (IllegalStateException e) {
        findings.refuse(e.getMessage() + "; give it another id with --as " + map.get("id") + "=ID");
      } catch (IllegalArgumentException e) {
        findings.refuse(String.valueOf(e.getMessage()));
      }
    }
  }

  /**
   * Makes them all.
   *
   * @throws IllegalStateException if one could not be made; then there is none
   */
  void create(List<Map<String, String>> wanted) throws IOException {
    List<String> begun = new ArrayList<>();
    try {
      for (Map<String, String> map : wanted) {
        begun.add(steering.configure(map).id());
      }
      begun.forEach(steering::awaitUp);
    } catch (IOException | RuntimeException e) {
      throw undone(begun, e);
    }
  }

  private IllegalStateException undone(List<String> begun, Exception cause) {
    List<String> left = new ArrayList<>();
    for (String id : begun.reversed()) {
      try {
        steering.undo(id);
      } catch (IOException | RuntimeException e) {
        cause.addSuppressed(e);
        left.add(id);
      }
    }
    String failed = "no instance is made, for one cannot be: " + cause.getMessage();
    return new IllegalStateException(
        left.isEmpty() ? failed : failed + "; remove what is left by hand: " + left, cause);
  }
}
