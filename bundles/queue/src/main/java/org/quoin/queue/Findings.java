package org.quoin.queue;

import java.util.ArrayList;
import java.util.List;

/** What an import has to say: nothing that it was given is dropped without a word. */
final class Findings {
  private final List<String> notes = new ArrayList<>();
  private final List<String> refusals = new ArrayList<>();

  /** What was converted, or is not taken over. */
  void note(String text) {
    notes.add(text);
  }

  /** What must be mended before anything is imported. */
  void refuse(String text) {
    refusals.add(text);
  }

  List<String> notes() {
    return List.copyOf(notes);
  }

  List<String> refusals() {
    return List.copyOf(refusals);
  }
}
