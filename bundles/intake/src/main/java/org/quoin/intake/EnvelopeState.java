package org.quoin.intake;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.quoin.api.Address;
import org.quoin.api.Parameters;
import org.quoin.api.Sender;
import org.quoin.api.intake.Edit;

/**
 * Where the envelope stands while filters are asked about a sender or one recipient.
 *
 * @param recipient the one asked about; null at the sender's stage, or if a filter dropped it
 * @param parameters of that one, whoever filters put in its place
 * @param added recipients that filters have added; nobody is asked about them
 */
record EnvelopeState(
    Sender sender,
    @Nullable Address recipient,
    Parameters parameters,
    List<Address> added,
    Notes notes) {

  static EnvelopeState of(Sender sender, Notes notes) {
    return new EnvelopeState(sender, null, Parameters.NONE, List.of(), notes);
  }

  static EnvelopeState of(Sender sender, Named named, Notes notes) {
    return new EnvelopeState(sender, named.address(), named.parameters(), List.of(), notes);
  }

  EnvelopeState apply(List<Edit> edits) {
    EnvelopeState state = this;
    for (Edit edit : edits) {
      state = state.apply(edit);
    }
    return state;
  }

  private EnvelopeState apply(Edit edit) {
    return switch (edit) {
      case Edit.AddHeader add -> with(notes.onTop(HeaderField.lines(add.name(), add.value())));
      case Edit.RemoveHeader remove -> {
        HeaderField.requireName(remove.name());
        yield with(notes.without(remove.name()));
      }
      case Edit.ChooseQueue choose -> with(notes.queue(choose.queue()));
      case Edit.ReplaceSender replace ->
          new EnvelopeState(replace.sender(), recipient, parameters, added, notes);
      case Edit.AddRecipient add -> with(add.recipient());
      case Edit.DropRecipient drop ->
          drop.recipient().equals(recipient) ? instead(null, added) : this;
      case Edit.ReplaceBody replace ->
          throw new IllegalArgumentException("there is no body to replace yet");
    };
  }

  private EnvelopeState with(Notes changed) {
    return new EnvelopeState(sender, recipient, parameters, added, changed);
  }

  private EnvelopeState with(Address more) {
    List<Address> all = new ArrayList<>(added);
    all.add(more);
    return instead(recipient, List.copyOf(all));
  }

  /** The same parameters for another recipient, or none. */
  EnvelopeState instead(@Nullable Address other, List<Address> alsoAdded) {
    return new EnvelopeState(sender, other, parameters, alsoAdded, notes);
  }

  /** The recipients that this stage leaves. */
  List<Address> recipients() {
    List<Address> all = new ArrayList<>();
    if (recipient != null) {
      all.add(recipient);
    }
    all.addAll(added);
    return all;
  }

  /** The same with their parameters. */
  List<Named> named() {
    List<Named> all = new ArrayList<>();
    if (recipient != null) {
      all.add(new Named(recipient, parameters));
    }
    added.forEach(address -> all.add(new Named(address, Parameters.NONE)));
    return all;
  }
}
