package org.quoin.smtpd;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.quoin.api.PluginName;
import org.quoin.api.event.MailEvent;
import org.quoin.api.user.Authenticator;

/** A server on the test bench: fakes behind it, and a fixed clock. */
final class Bench {
  static final Instant NOW = Instant.parse("2026-02-05T09:08:07Z");

  /** What is random elsewhere. */
  static final String NONCE = "nonce";

  static final String DATE = "5 Feb 2026 09:08:07 -0000";

  final FakeControlFiles control;
  final FakeQueue queue;
  final FakeIntake intake;
  final Sessions sessions = new Sessions();
  final List<MailEvent> events = new ArrayList<>();
  private Settings settings = Settings.DEFAULT;
  private AuthSettings auth = new AuthSettings(List.of(), 10, 20, Duration.ofMinutes(10));
  private List<Map.Entry<Map<String, Object>, Authenticator>> authenticators = List.of();
  InstantSource clock = InstantSource.fixed(NOW);
  private boolean withIntake = true;

  Bench() {
    this(FakeControlFiles.usual(), new FakeQueue());
  }

  Bench(FakeControlFiles control, FakeQueue queue) {
    this.control = control;
    this.queue = queue;
    this.intake = new FakeIntake(control, queue);
  }

  Bench settings(Settings value) {
    settings = value;
    return this;
  }

  Bench auth(AuthSettings value) {
    auth = value;
    return this;
  }

  /** Installs one more. */
  Bench authenticator(String name, Authenticator authenticator) {
    Map<String, Object> properties = Map.of(PluginName.PROPERTY, name);
    authenticators =
        Stream.concat(authenticators.stream(), Stream.of(Map.entry(properties, authenticator)))
            .toList();
    return this;
  }

  Bench withoutIntake() {
    withIntake = false;
    return this;
  }

  SmtpProtocol protocol() {
    SmtpProtocol protocol =
        new SmtpProtocol(
            new SmtpProtocol.Checked(settings, auth, Optional.empty()),
            control,
            clock,
            sessions,
            () -> NONCE);
    protocol.authenticators = authenticators;
    protocol.intake = withIntake ? intake : null;
    protocol.events = events::add;
    return protocol;
  }

  /** Serves a peer that sends all this at once; returns all that the server said. */
  String talk(String input) throws IOException {
    return talk(new ByteArrayInputStream(bytes(input)));
  }

  String talk(InputStream in) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    protocol().serve(new FakeConnection(in, out));
    return out.toString(StandardCharsets.ISO_8859_1);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Gives the bytes in pieces of these sizes, over and over. */
  static InputStream inPieces(byte[] bytes, int... sizes) {
    return new ByteArrayInputStream(bytes) {
      private int turn;

      @Override
      public synchronized int read(byte[] buffer, int offset, int length) {
        int most = sizes[turn++ % sizes.length];
        return super.read(buffer, offset, Math.min(length, Math.max(1, most)));
      }
    };
  }

  /** An output that counts its writes. */
  static final class CountedOutput extends OutputStream {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int writes;

    @Override
    public void write(int b) {
      bytes.write(b);
    }

    @Override
    public void write(byte[] b, int offset, int length) {
      writes++;
      bytes.write(b, offset, length);
    }
  }
}
