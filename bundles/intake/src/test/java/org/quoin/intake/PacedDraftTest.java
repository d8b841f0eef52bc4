package org.quoin.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.quoin.api.Address;
import org.quoin.api.Parameters;
import org.quoin.api.Peer;
import org.quoin.api.Sender;
import org.quoin.api.event.MailEvent;
import org.quoin.api.event.Speaker;
import org.quoin.api.intake.Draft;
import org.quoin.api.intake.Receipt;
import org.quoin.api.intake.Session;
import org.quoin.api.intake.Verdict;

class PacedDraftTest {
  private final Session session =
      Session.network(
          "1",
          "smtp",
          new Peer("192.0.2.7", 1, Optional.empty(), Optional.empty(), "::1", 25, Optional.empty()),
          Map.of());
  private final List<Duration> waits = new ArrayList<>();
  private final List<MailEvent> events = new ArrayList<>();
  private final Announcer announcer = new Announcer(() -> events::add);

  /** Answers with the code that the local part is, 250 being a pass. */
  private record Answering(Consumer<Address> asked) implements Draft {
    @Override
    public Verdict sender(Sender sender, Parameters parameters) {
      return Verdict.PASS;
    }

    @Override
    public Verdict recipient(Address recipient, Parameters parameters) {
      asked.accept(recipient);
      int code = Integer.parseInt(recipient.localPart());
      return code == 250 ? Verdict.PASS : Verdict.refuse(code, "no");
    }

    @Override
    public OutputStream body() {
      return OutputStream.nullOutputStream();
    }

    @Override
    public Receipt submit() {
      return new Receipt.Discarded("test");
    }

    @Override
    public void close() {}
  }

  private Draft draft(Consumer<Address> asked) {
    return new PacedDraft(new Answering(asked), session, announcer, waits::add);
  }

  private List<Integer> notes() {
    return List.of(
        session.get(Session.NAMED, Integer.class).orElseThrow(),
        session.get(Session.REFUSED, Integer.class).orElseThrow());
  }

  @Test
  void filtersFindInTheDrawerHowRecipientsFared() {
    List<List<Integer>> seen = new ArrayList<>();
    try (Draft draft = draft(to -> seen.add(notes()))) {
      for (String code : List.of("250", "550", "451", "553")) {
        draft.recipient(new Address(code + "@here.example"));
      }
    }
    assertEquals(List.of(List.of(0, 0), List.of(1, 0), List.of(2, 1), List.of(3, 1)), seen);
    assertEquals(List.of(4, 2), notes());
    draft(to -> {}).close();
    assertEquals(List.of(0, 0), notes());
  }

  @Test
  void whoIsTakenIsToldWithTheRuleThatWelcomedThem() {
    List<String> rules = new ArrayList<>(List.of("recipients", "rcpthosts"));
    Sender sender = new Sender("sue@far.example");
    Address first = new Address("250@here.example");
    Address third = new Address("250@there.example");
    try (Draft draft =
        draft(
            to -> {
              if (!rules.isEmpty()) {
                session.put(Session.WELCOME, rules.removeFirst());
              }
            })) {
      draft.sender(sender, Parameters.NONE);
      draft.recipient(first);
      draft.recipient(new Address("550@here.example"));
      draft.recipient(third);
    }
    Speaker speaker = Speaker.of(session);
    assertEquals(
        List.of(
            new MailEvent.Admitted(speaker, "recipients", sender, first),
            new MailEvent.Admitted(speaker, "", sender, third)),
        events);
  }

  @Test
  void anAnswerWaitsAsLongAsAFilterWantsButNeverMoreThanAMinute() {
    List<Object> wanted =
        List.of(Duration.ofSeconds(5), Duration.ofHours(1), "no time", Duration.ofSeconds(-1));
    List<Object> left = new ArrayList<>(wanted);
    try (Draft draft = draft(to -> session.put(Session.PAUSE, left.removeFirst()))) {
      wanted.forEach(each -> draft.recipient(new Address("250@here.example")));
    }
    assertEquals(List.of(Duration.ofSeconds(5), PacedDraft.LONGEST), waits);
  }

  @Test
  void aPauseIsForOneRecipient() {
    session.put(Session.PAUSE, Duration.ofSeconds(5));
    draft(to -> {}).recipient(new Address("250@here.example"));
    assertEquals(List.of(), waits);
  }

  @Test
  void anInterruptedWaitEndsAndIsNotForgotten() {
    PacedDraft.Wait interrupted =
        time -> {
          throw new InterruptedException();
        };
    Consumer<Address> slow = to -> session.put(Session.PAUSE, Duration.ofSeconds(5));
    Draft draft = new PacedDraft(new Answering(slow), session, announcer, interrupted);
    assertEquals(Verdict.PASS, draft.recipient(new Address("250@here.example")));
    assertTrue(Thread.interrupted());
  }
}
