package org.quoin.smtpd;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.quoin.api.Address;
import org.quoin.api.Parameters;
import org.quoin.api.Reply;
import org.quoin.api.Sender;
import org.quoin.api.intake.BusyException;
import org.quoin.api.intake.Draft;
import org.quoin.api.intake.Intake;
import org.quoin.api.intake.Receipt;
import org.quoin.api.intake.Session;
import org.quoin.api.intake.Verdict;
import org.quoin.api.table.ControlFiles;

/**
 * What stands behind the door in tests: the relay rules (S4, S5) as qmail has them, and a queue
 * that answers as it is told.
 */
final class FakeIntake implements Intake {
  static final long MESSAGE = 4711;

  /** A queued message, addresses with a blank and their parameters; bytes as characters. */
  record Mail(String sender, List<String> recipients, String text) {}

  final List<Mail> queued = new ArrayList<>();
  final FakeQueue queue;
  private final ControlFiles control;
  int begun;
  int closed;

  FakeIntake(ControlFiles control, FakeQueue queue) {
    this.control = control;
    this.queue = queue;
  }

  @Override
  public Verdict greet(Session session) {
    try {
      control.list("rcpthosts");
    } catch (IOException e) {
      return Verdict.refuse(421, "unable to read controls (#4.3.0)");
    }
    return queue.verdict("greet");
  }

  @Override
  public Draft begin(Session session) throws BusyException {
    queue.busy("begin");
    begun++;
    return new FakeDraft(session);
  }

  private final class FakeDraft implements Draft {
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final List<String> recipients = new ArrayList<>();
    private final Session session;
    private @Nullable Sender sender;
    private Parameters ofMail = Parameters.NONE;

    FakeDraft(Session session) {
      this.session = session;
    }

    @Override
    public Verdict sender(Sender value, Parameters parameters) {
      sender = value;
      ofMail = parameters;
      return queue.verdict("sender");
    }

    @Override
    public Verdict recipient(Address recipient, Parameters parameters) {
      Optional<String> relay = session.relayClient();
      if (relay.isEmpty() && !allowed(recipient)) {
        return Verdict.refuse(
            553, "sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)");
      }
      Verdict verdict = queue.verdict("recipient");
      if (verdict instanceof Verdict.Pass) {
        recipients.add((recipient.text() + relay.orElse("") + " " + parameters).strip());
      }
      return verdict;
    }

    private boolean allowed(Address recipient) {
      String host = recipient.domain().toLowerCase(Locale.ROOT);
      try {
        Optional<List<String>> hosts = control.list("rcpthosts");
        return !recipient.hasDomain()
            || hosts.isEmpty()
            || listed(host, hosts.get())
            || listed(host, control.list("morercpthosts.cdb").orElse(List.of()));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    private boolean listed(String host, List<String> hosts) {
      for (int i = 0; i < host.length(); i++) {
        String part = host.substring(i);
        if ((i == 0 || part.startsWith(".")) && hosts.stream().anyMatch(part::equalsIgnoreCase)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public OutputStream body() throws IOException {
      queue.busy("body");
      return queue.reads() ? body : new FullDisk();
    }

    @Override
    public Receipt submit() throws IOException {
      queue.busy("submit");
      Optional<Reply> refusal = queue.refusal();
      if (refusal.isPresent()) {
        return new Receipt.Refused(refusal.get());
      }
      if (queue.discards()) {
        return new Receipt.Discarded("test");
      }
      String from = sender == null ? "(none)" : (sender.text() + " " + ofMail).strip();
      queued.add(
          new Mail(from, List.copyOf(recipients), body.toString(StandardCharsets.ISO_8859_1)));
      return new Receipt.Queued(List.of("00"), MESSAGE);
    }

    @Override
    public void close() {
      closed++;
    }
  }

  private final class FullDisk extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      queue.busy("write");
      throw new IOException("no space left on device");
    }
  }
}
