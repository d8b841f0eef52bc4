package org.quoin.policy;

import java.io.IOException;
import java.io.InputStream;
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
 * Takes no message with an attachment that begins as a line of {@code control/badmimetypes} says
 * (C12), where the access rules have set BADMIMETYPE. Of a line the first nine characters count:
 * {@code TVqQAAMAA} is a program of Windows. On the session's own thread: it reads what is here.
 */
@Component(
    service = MailFilter.class,
    property = {MailFilter.INLINE + ":Boolean=true", "service.ranking:Integer=60"})
@PluginName("badmimetypes")
public final class Badmimetypes implements MailFilter {
  static final Verdict REFUSED = Verdict.refuse(554, "sorry, invalid message content (#5.3.2)");
  private static final int CHARACTERS = 9;

  private final ContentSwitch on = new ContentSwitch("BADMIMETYPE");
  private final ListFile<List<String>> types;

  @Activate
  public Badmimetypes(@Reference ControlFiles files) {
    this.types =
        new ListFile<>(
            files, "badmimetypes", lines -> lines.stream().map(Badmimetypes::beginning).toList());
  }

  private static String beginning(String line) {
    return line.substring(0, Math.min(CHARACTERS, line.length()));
  }

  @Override
  public Verdict message(Session session, Mail mail) throws IOException {
    if (on.of(session).isEmpty()) {
      return Verdict.PASS;
    }
    Optional<List<String>> bad = types.now();
    if (bad.isEmpty()) {
      return Verdict.PASS;
    }
    try (InputStream message = mail.content().open()) {
      return Base64Parts.find(message, new Beginnings(bad.get())) ? REFUSED : Verdict.PASS;
    }
  }

  /** Gathers the first characters of each part. */
  private static final class Beginnings implements Base64Parts.Reader {
    private final List<String> bad;
    private final StringBuilder first = new StringBuilder();

    Beginnings(List<String> bad) {
      this.bad = bad;
    }

    @Override
    public void begin() {
      first.setLength(0);
    }

    @Override
    public boolean take(byte character) {
      if (first.length() == CHARACTERS) {
        return false;
      }
      first.append((char) character);
      return first.length() == CHARACTERS && bad.stream().anyMatch(first.toString()::startsWith);
    }
  }
}
