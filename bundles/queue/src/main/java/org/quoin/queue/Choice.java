package org.quoin.queue;

import java.util.List;

/** The instances that a command is for. */
record Choice(Fleet fleet) {

  /**
   * @param id of the instance; empty = all that are up
   * @throws IllegalArgumentException if there is no such instance
   * @throws IllegalStateException if it is not up
   */
  List<DurableQueue> chosen(String id) {
    if (id.isEmpty()) {
      return fleet.views().stream().flatMap(view -> view.queue().stream()).toList();
    }
    Fleet.View view =
        fleet.find(id).orElseThrow(() -> new IllegalArgumentException("there is no queue " + id));
    return List.of(
        view.queue()
            .orElseThrow(
                () -> new IllegalStateException("queue " + id + " is not up: " + view.problem())));
  }
}
