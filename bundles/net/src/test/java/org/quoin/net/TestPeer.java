package org.quoin.net;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** The other end of a connection, in tests. */
final class TestPeer implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;

  private Socket socket;
  private BufferedReader in;

  TestPeer(int port) throws IOException {
    this(InetAddress.getLoopbackAddress(), port);
  }

  TestPeer(InetAddress address, int port) throws IOException {
    socket = new Socket(address, port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = reader();
  }

  private BufferedReader reader() throws IOException {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
  }

  /**
   * Begins TLS, trusting anybody.
   *
   * @param name that is asked for; empty = none
   * @return the subject of the certificate that it gets
   */
  String encrypt(String name) throws IOException {
    return encrypt(name, Trusting.context());
  }

  /** Begins TLS with the certificate of this context, if it has any. */
  String encrypt(String name, SSLContext context) throws IOException {
    SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(socket, null, 0, true);
    if (!name.isEmpty()) {
      SSLParameters parameters = tls.getSSLParameters();
      parameters.setServerNames(List.of(new SNIHostName(name)));
      tls.setSSLParameters(parameters);
    }
    tls.startHandshake();
    socket = tls;
    in = reader();
    return ((X509Certificate) tls.getSession().getPeerCertificates()[0])
        .getSubjectX500Principal()
        .getName();
  }

  /** Bytes as they are. */
  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  void send(String line) throws IOException {
    socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  /** The next line; "(closed)" if the server has closed, however it did. */
  String hear() throws IOException {
    try {
      String line = in.readLine();
      return line == null ? "(closed)" : line;
    } catch (SocketException e) {
      return "(closed)";
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
