package org.quoin.intake;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import org.quoin.api.Content;
import org.quoin.api.intake.BodySource;
import org.quoin.api.intake.Edit;
import org.quoin.api.intake.MailFilter;
import org.quoin.api.intake.Session;
import org.quoin.api.intake.Verdict;
import org.quoin.codec.AsciiCase;

/** The whole message is there. Only edits that change the body copy it. */
record MessageStage(Session session, Bodies bodies) implements Stage<MessageState> {

  @Override
  public Verdict ask(MailFilter filter, MessageState state) throws Exception {
    return filter.message(session, state.mail());
  }

  @Override
  public MessageState apply(MessageState state, List<Edit> edits) throws IOException {
    Heirs heirs = Heirs.of(state.mail().envelope(), edits);
    MessageState edited = state;
    for (Edit edit : edits) {
      edited = apply(edited, edit, heirs);
    }
    return edited;
  }

  private MessageState apply(MessageState state, Edit edit, Heirs heirs) throws IOException {
    Content content = state.mail().content();
    return switch (edit) {
      case Edit.AddHeader add ->
          state.content(content.onTop(HeaderField.lines(add.name(), add.value())));
      case Edit.RemoveHeader remove -> {
        HeaderField.requireName(remove.name());
        yield state.content(without(content, Set.of(AsciiCase.lower(remove.name()))));
      }
      case Edit.ReplaceBody replace -> state.content(copy(replace.source()));
      case Edit.ReplaceSender replace -> state.sender(replace.sender());
      case Edit.AddRecipient add -> state.and(heirs.next(add.recipient()));
      case Edit.DropRecipient drop -> state.without(drop.recipient());
      case Edit.ChooseQueue choose -> state.queue(choose.queue());
    };
  }

  /**
   * The message without any field of these names.
   *
   * @param fields in lower case
   */
  Content without(Content content, Set<String> fields) throws IOException {
    if (fields.isEmpty()) {
      return content;
    }
    return copy(
        out -> {
          try (InputStream in = content.open()) {
            HeaderFilter.copyWithout(fields, in, out);
          }
        });
  }

  private Content copy(BodySource source) throws IOException {
    return new Content("", bodies.copy(source));
  }

  @Override
  public Session session(MessageState state) {
    return session;
  }

  @Override
  public boolean isOver(MessageState state) {
    return state.mail().envelope().recipients().isEmpty();
  }
}
