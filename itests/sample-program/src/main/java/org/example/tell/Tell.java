package org.example.tell;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.quoin.api.Address;
import org.quoin.api.Content;
import org.quoin.api.PluginName;
import org.quoin.api.Sender;
import org.quoin.api.StoredBody;
import org.quoin.api.intake.Receipt;
import org.quoin.api.program.LocalDelivery;
import org.quoin.api.program.LocalProgram;

/** {@code |tell address}: a short note about each mail, without the mail, to another address. */
@Component
@PluginName("tell")
public final class Tell implements LocalProgram {

  @Override
  public int run(LocalDelivery delivery, List<String> arguments) throws IOException {
    if (arguments.size() != 1) {
      delivery.complain("tell: usage: tell address\n");
      return FAILED;
    }
    if (delivery.variable("SENDER").orElse("").isEmpty()) {
      return DONE; // never about a note: two that tell each other would not end
    }
    String recipient = delivery.variable("RECIPIENT").orElse("");
    String note = "Subject: mail for " + recipient + "\n\n" + subject(delivery.message()) + "\n";
    Address address = new Address(arguments.getFirst());
    Receipt receipt =
        delivery.queue(Sender.NULL, List.of(address), new Content(note, new Nothing()));
    return receipt instanceof Receipt.Refused refused && refused.reply().isTemporary()
        ? LATER
        : DONE;
  }

  private static String subject(Content message) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(message.open(), StandardCharsets.ISO_8859_1))) {
      return lines
          .lines()
          .takeWhile(line -> !line.isEmpty())
          .filter(line -> line.regionMatches(true, 0, "Subject:", 0, 8))
          .findFirst()
          .orElse("Subject: none");
    }
  }

  /** All of the note stands in what is put on top. */
  private record Nothing() implements StoredBody {
    @Override
    public long id() {
      return 0;
    }

    @Override
    public long size() {
      return 0;
    }

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(new byte[0]);
    }
  }
}
