package org.quoin.inject;

import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.quoin.codec.SocketPlace;

/**
 * The program qmail-queue(8): hands the message on descriptor 0 with the envelope on descriptor 1
 * to the platform, and exits with its answer (Q1, Q2).
 */
public final class QmailQueue {
  private static final int PERMANENT = 31;
  private static final int TEMPORARY = 71;
  private static final int LOST_TOUCH = 74;
  private static final int CUSTOM = 82;

  private QmailQueue() {}

  /**
   * @param words the base folder, and {@code words} if standard error leads to descriptor 6
   */
  public static void main(String[] words) {
    int exit = run(Path.of(words[0]), words.length > 1);
    Runtime.getRuntime().halt(exit); // nothing here needs a shutdown hook
  }

  private static int run(Path base, boolean hasWords) {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      String socket = Files.readString(SocketPlace.address(base, "queue"));
      channel.connect(UnixDomainSocketAddress.of(socket));
      return handedIn(channel, hasWords);
    } catch (IOException e) {
      return TEMPORARY; // it does not run, or has no room
    }
  }

  private static int handedIn(SocketChannel channel, boolean hasWords) {
    try (InputStream message = new FileInputStream(FileDescriptor.in);
        InputStream envelope = new FileInputStream(FileDescriptor.out)) {
      send(message, new EnvelopeEnd(envelope), Channels.newOutputStream(channel));
      byte[] answer = answer(Channels.newInputStream(channel));
      return answer.length == 0 ? LOST_TOUCH : exit(answer, hasWords);
    } catch (IOException e) {
      return LOST_TOUCH;
    }
  }

  /** If it does not listen to the end, it may have answered all the same. */
  private static void send(InputStream message, InputStream envelope, OutputStream out) {
    try {
      Frames.send(message, out);
      Frames.send(envelope, out);
    } catch (IOException e) {
      // without an answer this is found out when it is read
    }
  }

  /** All that comes, however it ends. */
  private static byte[] answer(InputStream in) {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try {
      in.transferTo(answer);
    } catch (IOException e) {
      // hung up behind its answer, or without one
    }
    return answer.toByteArray();
  }

  /** Whoever does not listen on descriptor 6 does not know exit code 82 either. */
  private static int exit(byte[] answer, boolean hasWords) throws IOException {
    int exit = answer[0] & 0xFF;
    if (exit != CUSTOM) {
      return exit;
    }
    String text = new String(answer, 1, answer.length - 1, StandardCharsets.ISO_8859_1);
    if (!hasWords) {
      return text.startsWith("D") ? PERMANENT : TEMPORARY;
    }
    try (OutputStream six = new FileOutputStream(FileDescriptor.err)) {
      six.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }
    return exit;
  }
}
