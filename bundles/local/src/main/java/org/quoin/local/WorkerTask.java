package org.quoin.local;

import java.io.DataInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.quoin.api.Address;
import org.quoin.api.Content;
import org.quoin.api.Sender;
import org.quoin.api.StoredBody;
import org.quoin.api.delivery.Caller;
import org.quoin.api.delivery.Delivery;
import org.quoin.api.delivery.DeliveryKey;
import org.quoin.api.delivery.Route;
import org.quoin.api.user.Account;
import org.quoin.codec.BytePath;

/** One delivery as a worker is told of it. The message follows, its size before it. */
record WorkerTask(Account account, Delivery delivery, Address recipient, WorkerTerms terms) {
  private static final int MOST = WireReader.MOST_BYTES;

  /** All but the message. */
  void write(WireWriter out) throws IOException {
    write(account, out);
    out.text(delivery.key().text());
    out.out().writeBoolean(delivery.key().again());
    out.words(delivery.queue());
    out.out().writeLong(delivery.message());
    out.out().writeLong(delivery.birth().getEpochSecond());
    out.text(delivery.sender().text());
    out.text(recipient.text());
    terms.write(out);
  }

  private static void write(Account account, WireWriter out) throws IOException {
    out.text(account.user());
    out.out().writeLong(account.uid());
    out.out().writeLong(account.gid());
    out.words(account.home().toString());
    out.text(account.dash());
    out.text(account.ext());
  }

  /**
   * @param body what the message will be read from
   */
  static WorkerTask read(DataInputStream stream, StoredBody body) throws IOException {
    WireReader in = new WireReader(stream);
    Account account = account(in);
    DeliveryKey key = new DeliveryKey(in.text(MOST), stream.readBoolean());
    String queue = in.words();
    long message = stream.readLong();
    Instant birth = Instant.ofEpochSecond(stream.readLong());
    Sender sender = new Sender(in.text(MOST));
    Address recipient = new Address(in.text(MOST));
    Delivery delivery =
        new Delivery(
            key,
            queue,
            message,
            birth,
            sender,
            new Route(Route.LOCAL, recipient, Optional.empty(), "", ""),
            List.of(recipient),
            new Content("", body),
            Caller.ANY);
    return new WorkerTask(account, delivery, recipient, WorkerTerms.read(in));
  }

  /** Its texts are bytes, the home too. */
  private static Account account(WireReader in) throws IOException {
    return new Account(
        in.text(MOST),
        in.in().readLong(),
        in.in().readLong(),
        BytePath.of(in.text(MOST)),
        in.text(MOST),
        in.text(MOST));
  }
}
