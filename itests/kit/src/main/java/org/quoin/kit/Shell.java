package org.quoin.kit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.quoin.codec.ShellFrame;
import org.quoin.codec.ShellFrame.Kind;

/**
 * Asks a running platform what {@code bin/quoin} would ask, without a program for each question:
 * tests ask hundreds of times whether something has come about.
 */
final class Shell {
  private Shell() {}

  /**
   * Runs one command.
   *
   * @throws IOException if no platform on this base answers, or not within the limit
   */
  static Result run(Path base, List<String> words, Duration limit) throws IOException {
    String address = Files.readString(base.resolve("var/shell.address"));
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      FutureTask<Result> answer = new FutureTask<>(() -> answer(channel, address, words));
      Thread.ofVirtual().name("quoin-shell").start(answer);
      return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException(words + " was not answered in " + limit, e);
    } catch (ExecutionException e) {
      throw new IOException(words + " was not answered: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while " + words + " ran");
    }
  }

  private static Result answer(SocketChannel channel, String address, List<String> words)
      throws IOException {
    channel.connect(UnixDomainSocketAddress.of(address));
    OutputStream out = Channels.newOutputStream(channel);
    for (String word : words) {
      ShellFrame.of(Kind.ARGUMENT, word).writeTo(out);
    }
    ShellFrame.of(Kind.RUN, "").writeTo(out);
    return answer(new BufferedInputStream(Channels.newInputStream(channel)));
  }

  private static Result answer(InputStream in) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    while (true) {
      ShellFrame frame =
          ShellFrame.read(in).orElseThrow(() -> new IOException("the platform hung up"));
      switch (frame.kind()) {
        case OUT -> out.writeBytes(frame.payload());
        case ERR -> err.writeBytes(frame.payload());
        case EXIT -> {
          return new Result(
              frame.status(),
              out.toString(StandardCharsets.UTF_8),
              err.toString(StandardCharsets.UTF_8));
        }
        case ARGUMENT, RUN, LINE, COMPLETE ->
            throw new IOException("not an answer: " + frame.kind());
      }
    }
  }
}
