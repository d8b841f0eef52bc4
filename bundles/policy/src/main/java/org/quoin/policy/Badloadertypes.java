package org.quoin.policy;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.quoin.api.PluginName;
import org.quoin.api.intake.Mail;
import org.quoin.api.intake.MailFilter;
import org.quoin.api.intake.Session;
import org.quoin.api.intake.Verdict;
import org.quoin.api.table.ControlFiles;

/**
 * Takes no message that has the five characters of a line of {@code control/badloadertypes}
 * anywhere in an attachment (C12), where the access rules have set BADLOADERTYPE: so programs are
 * known that something else stands before. A letter in the variable says with which one they begin.
 * On the session's own thread: it reads what is here.
 */
@Component(
    service = MailFilter.class,
    property = {MailFilter.INLINE + ":Boolean=true", "service.ranking:Integer=61"})
@PluginName("badloadertypes")
public final class Badloadertypes implements MailFilter {
  private static final int CHARACTERS = 5;
  private static final long ALL = (1L << (Byte.SIZE * CHARACTERS)) - 1;

  private final ContentSwitch on = new ContentSwitch("BADLOADERTYPE");
  private final ListFile<long[]> types;

  @Activate
  public Badloadertypes(@Reference ControlFiles files) {
    this.types = new ListFile<>(files, "badloadertypes", Badloadertypes::signatures);
  }

  /** The lines as numbers, in order; one that is too short is never found. */
  private static long[] signatures(List<String> lines) {
    return lines.stream()
        .filter(line -> line.length() >= CHARACTERS)
        .mapToLong(
            line -> line.chars().limit(CHARACTERS).asLongStream().reduce(0, Badloadertypes::then))
        .sorted()
        .toArray();
  }

  private static long then(long characters, long next) {
    return ((characters << Byte.SIZE) | (next & 0xff)) & ALL;
  }

  @Override
  public Verdict message(Session session, Mail mail) throws IOException {
    Optional<String> trigger = on.of(session);
    if (trigger.isEmpty()) {
      return Verdict.PASS;
    }
    Optional<long[]> bad = types.now();
    if (bad.isEmpty()) {
      return Verdict.PASS;
    }
    Signatures wanted = new Signatures(bad.get(), trigger.get());
    try (InputStream message = mail.content().open()) {
      return Base64Parts.find(message, wanted) ? Badmimetypes.REFUSED : Verdict.PASS;
    }
  }

  /** Looks at the last characters of a part, over the ends of its lines. */
  private static final class Signatures implements Base64Parts.Reader {
    private final long[] bad;
    private final String trigger;
    private long last;

    Signatures(long[] bad, String trigger) {
      this.bad = bad;
      this.trigger = trigger;
    }

    @Override
    public void begin() {
      last = 0;
    }

    @Override
    public boolean take(byte character) {
      last = then(last, character);
      return isTriggered() && Arrays.binarySearch(bad, last) >= 0;
    }

    private boolean isTriggered() {
      return trigger.isEmpty() || trigger.charAt(0) == (last >> (Byte.SIZE * (CHARACTERS - 1)));
    }
  }
}
