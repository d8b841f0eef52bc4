package org.quoin.shell;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.felix.gogo.runtime.Pipe;

/**
 * What commands get as {@code session.getConsole()}. In Gogo that is the end of the whole line,
 * even in the middle of a pipe; here it is the output of the stage that writes, so that {@code
 * queue:list | grep x} does what it says.
 */
final class Console extends OutputStream {
  private final OutputStream end;
  private final ThreadLocal<Boolean> passing = ThreadLocal.withInitial(() -> false);

  Console(OutputStream end) {
    this.end = end;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    Pipe stage = Pipe.getCurrentPipe();
    if (stage == null || passing.get()) {
      end.write(bytes, offset, length);
      return;
    }
    passing.set(true);
    try {
      stage.out().write(bytes, offset, length);
    } finally {
      passing.remove();
    }
  }
}
