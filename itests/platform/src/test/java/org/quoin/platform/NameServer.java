package org.quoin.platform;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/** A name server that knows the address 127.0.0.2 of some names, and that there are no others. */
final class NameServer implements AutoCloseable {
  private static final int HEADER_BYTES = 12;
  private static final short ANSWER = (short) 0x8180;
  private static final short NO_SUCH_NAME = 3;
  private static final short ADDRESS = 1;
  private static final short SAME_NAME = (short) 0xc00c;
  private static final byte[] HOST = {127, 0, 0, 2};

  private final DatagramSocket socket;
  private final Set<String> names;

  NameServer(String... names) throws IOException {
    this.names = Set.of(names);
    this.socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Thread.ofVirtual().start(this::serve);
  }

  /** As the setting {@code servers} takes it. */
  String address() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  private void serve() {
    byte[] room = new byte[1500];
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(room, room.length);
        socket.receive(packet);
        byte[] answer = answer(room);
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      }
    } catch (IOException e) {
      socket.close(); // the test has ended
    }
  }

  /** RFC 1035, 4.1: header, question, and one record at most. */
  private byte[] answer(byte[] bytes) {
    ByteBuffer query = ByteBuffer.wrap(bytes);
    short id = query.getShort();
    String name = name(query.position(HEADER_BYTES));
    short type = query.getShort();
    query.getShort();
    boolean known = names.contains(name);
    boolean has = known && type == ADDRESS;
    ByteBuffer out = ByteBuffer.allocate(1500);
    out.putShort(id).putShort(known ? ANSWER : (short) (ANSWER | NO_SUCH_NAME));
    out.putShort((short) 1).putShort((short) (has ? 1 : 0)).putInt(0);
    out.put(bytes, HEADER_BYTES, query.position() - HEADER_BYTES);
    if (has) {
      out.putShort(SAME_NAME).putShort(ADDRESS).putShort((short) 1);
      out.putInt(60).putShort((short) HOST.length).put(HOST);
    }
    return Arrays.copyOf(out.array(), out.position());
  }

  private static String name(ByteBuffer query) {
    StringBuilder name = new StringBuilder();
    for (int length = query.get(); length > 0; length = query.get()) {
      byte[] label = new byte[length];
      query.get(label);
      name.append(name.isEmpty() ? "" : ".");
      name.append(new String(label, StandardCharsets.ISO_8859_1));
    }
    return name.toString();
  }

  @Override
  public void close() {
    socket.close();
  }
}
