package org.quoin.kit;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One conversation with an SMTP server on this machine; says exactly what it is told to say. */
public final class SmtpClient implements AutoCloseable {
  private static final int CONNECT_MILLIS = 10_000;

  private final Socket raw = new Socket();
  private final @Nullable Watch watch;
  private Socket socket = raw;
  private InputStream in;
  private OutputStream out;
  private final Answer greeting;

  /** Connects and reads the greeting. */
  public SmtpClient(int port, Duration patience) throws IOException {
    this((InetSocketAddress) null, port, patience, null);
  }

  /** The same, waiting for each answer as long as the watch lets it. */
  public SmtpClient(int port, Watch watch) throws IOException {
    this((InetSocketAddress) null, port, Duration.ZERO, watch);
  }

  /**
   * The same as a peer of another address.
   *
   * @param source of this machine: on Linux each of 127.0.0.0/8 is
   */
  public SmtpClient(String source, int port, Duration patience) throws IOException {
    this(new InetSocketAddress(source, 0), port, patience, null);
  }

  /** A port is chosen at the connection unless a source is given: then fewer are free. */
  private SmtpClient(
      @Nullable InetSocketAddress source, int port, Duration patience, @Nullable Watch watch)
      throws IOException {
    this.watch = watch;
    try {
      if (source != null) {
        socket.bind(source);
      }
      socket.setTcpNoDelay(true);
      socket.setSoTimeout((int) patience.toMillis());
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
      if (watch != null) {
        watch.over(raw);
      }
      this.in = new BufferedInputStream(socket.getInputStream());
      this.out = new BufferedOutputStream(socket.getOutputStream());
      this.greeting = answer();
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  public Answer greeting() {
    return greeting;
  }

  /** Sends one line and reads the answer to it. */
  public Answer command(String line) throws IOException {
    write(line + "\r\n");
    return answer();
  }

  /** Sends bytes as they are; characters stand for bytes. Reads nothing. */
  public void write(String bytes) throws IOException {
    out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  /** MAIL, RCPTs and DATA up to the first answer that is not positive, or DATA's 354. */
  public Answer envelope(String sender, List<String> recipients) throws IOException {
    Answer last = command("MAIL FROM:<" + sender + ">");
    for (String recipient : recipients) {
      if (!last.positive()) {
        return last;
      }
      last = command("RCPT TO:<" + recipient + ">");
    }
    return last.positive() ? command("DATA") : last;
  }

  /** One whole mail; the text has CR LF line ends and no line that begins with a dot. */
  public Answer mail(String sender, List<String> recipients, String text) throws IOException {
    Answer envelope = envelope(sender, recipients);
    return envelope.code() == 354 ? command(text + ".") : envelope;
  }

  /** Reads one reply. */
  public Answer answer() throws IOException {
    List<String> lines = new ArrayList<>();
    String line;
    do {
      line = line();
      lines.add(line);
    } while (line.length() > 3 && line.charAt(3) == '-');
    return new Answer(Integer.parseInt(line, 0, Math.min(3, line.length()), 10), lines);
  }

  /** Asks for encryption and begins it; whatever certificate the server shows will do. */
  public SmtpClient startTls() throws IOException {
    Answer answer = command("STARTTLS");
    if (!answer.positive()) {
      throw new IOException("no TLS: " + answer);
    }
    socket = AnyCertificate.over(socket);
    in = new BufferedInputStream(socket.getInputStream());
    out = new BufferedOutputStream(socket.getOutputStream());
    return this;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    int c = in.read();
    while (c != '\n') {
      if (c < 0) {
        throw new EOFException("the server hung up after: " + line);
      }
      line.append((char) c);
      c = in.read();
    }
    int end = line.length();
    return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
  }

  /** Whether the server has closed the connection; waits for it as long as the patience lasts. */
  public boolean hungUp() throws IOException {
    try {
      return in.read() < 0;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    if (watch != null) {
      watch.release(raw);
    }
    socket.close();
  }
}
