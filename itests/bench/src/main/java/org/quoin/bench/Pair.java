package org.quoin.bench;

import java.io.IOException;
import java.util.Optional;

/** Both servers while they run, for one table or a part of it. */
record Pair(QuoinServer quoin, Optional<PostfixServer> postfix) implements AutoCloseable {
  @Override
  public void close() throws IOException {
    try (quoin) {
      if (postfix.isPresent()) {
        postfix.get().close();
      }
    }
  }
}
