package org.quoin.smtpd;

import java.io.IOException;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.quoin.api.PluginName;
import org.quoin.api.net.Connection;
import org.quoin.api.net.Protocol;

/**
 * The protocol {@code submission} (RFC 6409): SMTP for people's own programs. Who does not log in
 * sends nothing, and a message gets what its header lacks.
 */
@Component
@PluginName("submission")
public final class SubmissionProtocol implements Protocol {
  private final SmtpProtocol smtp;

  @Activate
  public SubmissionProtocol(@Reference SmtpProtocol smtp) {
    this.smtp = smtp;
  }

  @Override
  public void serve(Connection connection) throws IOException {
    smtp.serve(connection, House.Kind.SUBMISSION);
  }

  @Override
  public Optional<String> notReady() {
    return smtp.notReady();
  }
}
