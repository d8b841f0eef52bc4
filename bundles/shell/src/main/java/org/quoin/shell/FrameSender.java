package org.quoin.shell;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import org.quoin.codec.ShellFrame;
import org.quoin.codec.ShellFrame.Kind;

/** The way back to the client: many threads of one command may write, frame by frame. */
final class FrameSender {
  private final OutputStream out;

  /** Not a monitor: a client that reads slowly must not hold a carrier of virtual threads. */
  private final ReentrantLock turn = new ReentrantLock();

  FrameSender(OutputStream out) {
    this.out = out;
  }

  void send(ShellFrame frame) throws IOException {
    turn.lock();
    try {
      frame.writeTo(out);
    } finally {
      turn.unlock();
    }
  }

  /** A stream whose bytes become frames of one kind. */
  OutputStream stream(Kind kind) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int from = offset; from < offset + length; from += ShellFrame.LIMIT) {
          int to = Math.min(from + ShellFrame.LIMIT, offset + length);
          send(new ShellFrame(kind, Arrays.copyOfRange(bytes, from, to)));
        }
      }
    };
  }
}
