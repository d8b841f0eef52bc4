package org.example.stamp;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.quoin.api.PluginName;
import org.quoin.api.intake.Edit;
import org.quoin.api.intake.Mail;
import org.quoin.api.intake.MailFilter;
import org.quoin.api.intake.Session;
import org.quoin.api.intake.Verdict;

/** Stamps every message with a header field; PID {@code org.example.stamp.StampFilter}. */
@Component
@PluginName("stamp")
public final class StampFilter implements MailFilter {
  private final String text;

  /** Settings, with their defaults. */
  @interface Config {
    String text() default "seen";
  }

  @Activate
  public StampFilter(Config config) {
    text = config.text();
  }

  @Override
  public Verdict message(Session session, Mail mail) {
    return Verdict.pass(new Edit.AddHeader("X-Stamp", text));
  }
}
