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

  /** Like {@link #chosen}, but an id must be said. */
  DurableQueue one(String id) {
    if (id.isEmpty()) {
      throw new IllegalArgumentException("say which queue");
    }
    return chosen(id).getFirst();
  }

  /**
   * The instance that is to get mail.
   *
   * @throws IllegalArgumentException if none is named, or there is no such instance
   * @throws IllegalStateException if it takes no mail
   */
  DurableQueue target(String id) {
    if (id.isEmpty()) {
      throw new IllegalArgumentException("say where to: --to ID");
    }
    DurableQueue target = one(id);
    if (target.board().settings().state() == Settings.State.DOWN) {
      throw new IllegalStateException("queue " + id + " is down and takes no mail");
    }
    return target;
  }

  /**
   * The one instance that holds a message. Mail for several instances has the same number in each,
   * so a bare number may mean several; then the operator must say which.
   *
   * @param id of the instance; empty = whichever it is
   * @throws IllegalArgumentException if there is no such message, or more than one
   */
  DurableQueue holding(long message, String id) {
    List<DurableQueue> found =
        chosen(id).stream().filter(queue -> queue.message(message).isPresent()).toList();
    if (found.isEmpty()) {
      throw new IllegalArgumentException("there is no message " + message);
    }
    if (found.size() > 1) {
      List<String> ids = found.stream().map(DurableQueue::id).toList();
      throw new IllegalArgumentException(
          "message " + message + " is in several queues, say which with --queue: " + ids);
    }
    return found.getFirst();
  }
}
