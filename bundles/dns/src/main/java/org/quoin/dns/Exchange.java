package org.quoin.dns;

import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;

/**
 * One question to one server: by UDP, and by TCP if the answer does not fit (RFC 7766). Blocking
 * sockets of its own for each question, so that nobody can guess the port, nothing is shared, and
 * nothing remains; the library's client has a thread and a clock of its own, which do.
 */
final class Exchange {
  private static final int HEADER_BYTES = 12;

  private final InetSocketAddress server;
  private final Message query;
  private final Deadline deadline;

  Exchange(InetSocketAddress server, Message query, Deadline deadline) {
    this.server = server;
    this.query = query;
    this.deadline = deadline;
  }

  /**
   * The server's answer, whatever it says.
   *
   * @throws IOException if there is none in time, or it cannot be read
   */
  Message answer() throws IOException {
    Message answer = byUdp();
    return answer.getHeader().getFlag(Flags.TC) ? byTcp() : answer;
  }

  /** What is no answer to this question, perhaps a forgery, is passed over (RFC 5452, 9.1). */
  private Message byUdp() throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(server);
      byte[] asked = query.toWire();
      socket.send(new DatagramPacket(asked, asked.length));
      byte[] room = new byte[Question.UDP_BYTES];
      while (true) {
        DatagramPacket packet = new DatagramPacket(room, room.length);
        socket.setSoTimeout(deadline.millisLeft());
        socket.receive(packet);
        byte[] bytes = Arrays.copyOf(packet.getData(), packet.getLength());
        if (isMarkedAsOurs(bytes)) {
          return parsed(bytes);
        }
      }
    }
  }

  private boolean isMarkedAsOurs(byte[] bytes) {
    return bytes.length >= HEADER_BYTES
        && (ByteBuffer.wrap(bytes).getShort() & 0xffff) == query.getHeader().getID();
  }

  private Message byTcp() throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(server, deadline.millisLeft());
      byte[] asked = query.toWire();
      ByteBuffer framed = ByteBuffer.allocate(2 + asked.length);
      socket.getOutputStream().write(framed.putShort((short) asked.length).put(asked).array());
      byte[] length = read(socket, 2);
      byte[] bytes = read(socket, ByteBuffer.wrap(length).getShort() & 0xffff);
      if (!isMarkedAsOurs(bytes)) {
        throw new IOException("an answer to another question");
      }
      return parsed(bytes);
    }
  }

  /** A server that sends byte by byte gets no more time for it. */
  private byte[] read(Socket socket, int count) throws IOException {
    byte[] bytes = new byte[count];
    InputStream in = socket.getInputStream();
    int at = 0;
    while (at < count) {
      socket.setSoTimeout(deadline.millisLeft());
      int got = in.read(bytes, at, count - at);
      if (got < 0) {
        throw new IOException("the answer ends too early");
      }
      at += got;
    }
    return bytes;
  }

  private Message parsed(byte[] bytes) throws IOException {
    Message message;
    try {
      message = new Message(bytes);
    } catch (RuntimeException e) { // the library has some for bytes that are no message
      throw new IOException("an answer that cannot be read", e);
    }
    Record asked = query.getQuestion();
    if (!message.getHeader().getFlag(Flags.QR) || !asked.equals(message.getQuestion())) {
      throw new IOException("an answer to another question");
    }
    return message;
  }
}
