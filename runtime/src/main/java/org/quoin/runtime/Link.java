package org.quoin.runtime;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.quoin.codec.ShellFrame;
import org.quoin.codec.ShellFrame.Kind;

/** A conversation with the platform that runs on a base. */
final class Link implements AutoCloseable {
  private final SocketChannel channel;
  private final InputStream in;
  private final OutputStream out;

  private Link(SocketChannel channel) {
    this.channel = channel;
    this.in = new BufferedInputStream(Channels.newInputStream(channel));
    this.out = Channels.newOutputStream(channel);
  }

  /**
   * @throws IOException if no platform runs on this base, or it does not answer yet
   */
  static Link to(Base base) throws IOException {
    if (BaseLock.holder(base).isEmpty()) {
      throw new IOException("not running on " + base.folder());
    }
    return own(base);
  }

  /**
   * The same from inside the platform's own process, which must not look at its lock: when it
   * closed the file again, the lock would be gone (fcntl(2)).
   */
  static Link own(Base base) throws IOException {
    Path address = base.var("shell.address");
    if (!Files.exists(address)) {
      throw new IOException("still starting on " + base.folder());
    }
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(Files.readString(address)));
    } catch (IOException e) {
      channel.close();
      throw new IOException("does not answer on " + base.folder() + ": " + e.getMessage(), e);
    }
    return new Link(channel);
  }

  /** Runs one command; returns its exit status. */
  int run(List<String> words, Output output) throws IOException {
    for (String word : words) {
      ShellFrame.of(Kind.ARGUMENT, word).writeTo(out);
    }
    return request(ShellFrame.of(Kind.RUN, ""), output);
  }

  /** Runs a line as typed; returns its exit status. */
  int line(String text, Output output) throws IOException {
    return request(ShellFrame.of(Kind.LINE, text), output);
  }

  /** What could stand in place of the line's last word. */
  List<String> choices(String line) throws IOException {
    Output answer = Output.collected();
    request(ShellFrame.of(Kind.COMPLETE, line), answer);
    return answer.collectedText().lines().toList();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private int request(ShellFrame request, Output output) throws IOException {
    request.writeTo(out);
    while (true) {
      ShellFrame frame =
          ShellFrame.read(in).orElseThrow(() -> new IOException("the platform hung up"));
      switch (frame.kind()) {
        case OUT -> output.out(frame.payload());
        case ERR -> output.err(frame.payload());
        case EXIT -> {
          return frame.status();
        }
        case ARGUMENT, RUN, LINE, COMPLETE ->
            throw new IOException("not an answer: " + frame.kind());
      }
    }
  }
}
