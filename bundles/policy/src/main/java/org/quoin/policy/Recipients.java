package org.quoin.policy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.quoin.api.Address;
import org.quoin.api.PluginName;
import org.quoin.api.Sender;
import org.quoin.api.delivery.RecipientCheck;
import org.quoin.api.delivery.Router;
import org.quoin.api.intake.MailFilter;
import org.quoin.api.intake.Session;
import org.quoin.api.intake.Verdict;
import org.quoin.api.table.ControlFiles;
import org.quoin.codec.AsciiCase;

/**
 * Takes mail of strangers only for recipients that exist, if there is a {@code control/recipients}
 * (C8, see {@link RecipientLine}). A recipient exists if a line of its domain says so; one of a
 * domain without a line does not, unless the last line is {@code !*}.
 *
 * <p>Asked on the session's own thread although a program may take its time: it keeps nobody but
 * its own session waiting, has its own limits, and a hand-off for all mail would cost more.
 */
@Component(
    service = MailFilter.class,
    property = {MailFilter.INLINE + ":Boolean=true", "service.ranking:Integer=20"})
@PluginName("recipients")
public final class Recipients implements MailFilter {
  private static final Verdict NOBODY =
      Verdict.refuse(550, "sorry, no mailbox by that name. (#5.1.1)");
  private static final Verdict NOBODY_NOW =
      Verdict.refuse(450, "sorry, mailbox currently unavailable (#4.2.1)");

  /** Turns the refusal into a temporary one. */
  private static final String SOFT = "RECIPIENTS450";

  private static final int MOST_PROGRAMS = 10;
  private static final Duration PROGRAM_LIMIT = Duration.ofSeconds(20);

  private final Path base;
  private final RecipientPrograms programs;
  private final ListFile<List<RecipientLine>> lines;

  @Reference(
      target = "(" + PluginName.PROPERTY + "=qmail)",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile @Nullable Router router;

  @Reference(policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
  private volatile List<Map.Entry<Map<String, Object>, RecipientCheck>> checks = List.of();

  @Activate
  public Recipients(BundleContext context, @Reference ControlFiles files) {
    this(Path.of(Objects.requireNonNull(context.getProperty("quoin.base"))), files);
  }

  private Recipients(Path base, ControlFiles files) {
    this.base = base;
    this.programs = new RecipientPrograms(base, MOST_PROGRAMS, PROGRAM_LIMIT);
    this.lines =
        new ListFile<>(files, "recipients", text -> text.stream().map(RecipientLine::of).toList());
  }

  Recipients(
      Path base,
      ControlFiles files,
      @Nullable Router router,
      List<Map.Entry<Map<String, Object>, RecipientCheck>> checks) {
    this(base, files);
    this.router = router;
    this.checks = checks;
  }

  @Override
  public Verdict recipient(Session session, Sender sender, Address recipient)
      throws IOException, InterruptedException {
    if (!Peers.isStranger(session)) {
      return Verdict.PASS;
    }
    Optional<List<RecipientLine>> known = lines.now();
    if (known.isEmpty()) {
      return Verdict.PASS;
    }
    if (exists(recipient, known.get())) {
      session.put(Session.WELCOME, "recipients");
      return Verdict.PASS;
    }
    return session.variables().containsKey(SOFT) ? NOBODY_NOW : NOBODY;
  }

  private boolean exists(Address recipient, List<RecipientLine> known)
      throws IOException, InterruptedException {
    RecipientSources sources = new RecipientSources(base, programs, router, checks);
    String domain = AsciiCase.lower(recipient.domain());
    for (RecipientLine line : known) {
      if (line.domains().test(domain) && sources.has(line.source(), recipient)) {
        return true;
      }
    }
    return false;
  }

  @Deactivate
  void deactivate() {
    programs.close();
  }
}
