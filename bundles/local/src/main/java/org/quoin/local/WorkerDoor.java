package org.quoin.local;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.quoin.api.Address;
import org.quoin.api.Parameters;
import org.quoin.api.Sender;
import org.quoin.api.intake.Draft;
import org.quoin.api.intake.Intake;
import org.quoin.api.intake.Receipt;
import org.quoin.api.intake.Session;
import org.quoin.api.intake.Verdict;

/**
 * The door in a worker: remembers to whom the delivery wants to forward. The platform has the
 * message itself, and hands it in when the worker has said that all else is done.
 */
final class WorkerDoor implements Intake {
  private final List<Address> recipients = new ArrayList<>();
  private Sender sender = Sender.NULL;

  Sender sender() {
    return sender;
  }

  List<Address> recipients() {
    return List.copyOf(recipients);
  }

  @Override
  public Verdict greet(Session session) {
    return Verdict.PASS;
  }

  @Override
  public Draft begin(Session session) {
    return new Draft() {
      @Override
      public Verdict sender(Sender from, Parameters parameters) {
        sender = from;
        return Verdict.PASS;
      }

      @Override
      public Verdict recipient(Address recipient, Parameters parameters) {
        recipients.add(recipient);
        return Verdict.PASS;
      }

      @Override
      public OutputStream body() {
        return OutputStream.nullOutputStream();
      }

      @Override
      public Receipt submit() {
        return new Receipt.Discarded("the platform hands it in");
      }

      @Override
      public void close() {}
    };
  }
}
