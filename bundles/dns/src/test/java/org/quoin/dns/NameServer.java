package org.quoin.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.xbill.DNS.Message;

/** A name server on one port of the loopback, by UDP and TCP, that answers as a test says. */
final class NameServer implements AutoCloseable {
  /** What is sent back; nothing at all is said by an empty array. */
  interface Answers {
    byte[] answer(Message query, boolean byTcp) throws IOException;
  }

  private final Answers answers;
  private final ServerSocket tcp;
  private final DatagramSocket udp;
  private final List<Message> asked = new CopyOnWriteArrayList<>();

  NameServer(Answers answers) throws IOException {
    this.answers = answers;
    this.tcp = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.udp =
        new DatagramSocket(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), tcp.getLocalPort()));
    Thread.ofVirtual().start(this::serveUdp);
    Thread.ofVirtual().start(this::serveTcp);
  }

  /** As a setting names it. */
  String name() {
    return "127.0.0.1:" + tcp.getLocalPort();
  }

  /** Every query so far. */
  List<Message> asked() {
    return asked;
  }

  private void serveUdp() {
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
        udp.receive(packet);
        Message query = query(packet.getData());
        byte[] answer = answers.answer(query, false);
        if (answer.length > 0) {
          udp.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
        }
      }
    } catch (IOException e) {
      udp.close(); // the test has ended
    }
  }

  private void serveTcp() {
    try {
      while (true) {
        try (Socket socket = tcp.accept()) {
          DataInputStream in = new DataInputStream(socket.getInputStream());
          byte[] answer = answers.answer(query(in.readNBytes(in.readUnsignedShort())), true);
          DataOutputStream out = new DataOutputStream(socket.getOutputStream());
          out.writeShort(answer.length);
          out.write(answer);
          out.flush();
        }
      }
    } catch (IOException e) {
      udp.close(); // the test has ended
    }
  }

  private Message query(byte[] bytes) throws IOException {
    Message query = new Message(bytes);
    asked.add(query);
    return query;
  }

  @Override
  public void close() throws IOException {
    udp.close();
    tcp.close();
  }
}
