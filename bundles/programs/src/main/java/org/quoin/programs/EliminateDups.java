package org.quoin.programs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.quoin.api.PluginName;
import org.quoin.api.program.LocalDelivery;
import org.quoin.api.program.LocalProgram;
import org.quoin.codec.BytePath;

/**
 * {@code eliminate-dups [file]}: leaves out the lines that follow, if a mail with the same
 * Message-ID has come before (P11). What came is noted in a {@link Notebook}, {@code
 * .eliminate-dups} in the home unless another file is named.
 *
 * <p>A delivery that fails after this line comes again, and must not be taken for a duplicate of
 * itself. So with the Message-ID a fingerprint of the delivery is kept: the header, which has a
 * Received line with the number that the queue gave to this very message, and the recipient
 * (DTLINE). The same fingerprint is the same delivery, come again.
 *
 * <p>Its limits:
 *
 * <ul>
 *   <li>It is noted here, not when the mail is in the mailbox. If the first copy fails for good
 *       afterwards, the second one may have been left out already; the first one's sender gets the
 *       bounce. So nothing that can fail for good should follow.
 *   <li>Where joe's other address is forwarded to joe, and this line stands for both of them, the
 *       forwarded mail is a duplicate: the two need different files.
 *   <li>A message that names one recipient twice is delivered twice.
 *   <li>Who knows the Message-ID of a mail to come can send another one before it.
 *   <li>After {@value Notebook#MOST} other messages the first copy is forgotten.
 * </ul>
 */
@Component(service = LocalProgram.class)
@PluginName("eliminate-dups")
public final class EliminateDups implements Program {
  private static final String FILE = ".eliminate-dups";

  private final Notebook notebook = new Notebook();
  private final InstantSource clock;

  @Activate
  public EliminateDups() {
    this(InstantSource.system());
  }

  EliminateDups(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "eliminate-dups";
  }

  @Override
  public int work(LocalDelivery delivery, List<String> arguments)
      throws IOException, InterruptedException, Fatal {
    Path file = file(delivery, arguments);
    Header header = Header.of(delivery.message());
    Optional<String> id = header.messageId();
    if (id.isEmpty()) {
      return DONE;
    }
    Note own =
        new Note(clock.instant().getEpochSecond(), Fingerprint.of(id.get()), own(delivery, header));
    Optional<Note> first = notebook.note(file, own, before -> true);
    return first.isEmpty() || first.get().value().equals(own.value()) ? DONE : STOP;
  }

  private static Path file(LocalDelivery delivery, List<String> arguments)
      throws IOException, Fatal {
    String name = arguments.isEmpty() ? FILE : arguments.getFirst();
    Path file = delivery.folder().resolve(BytePath.of(name));
    if (arguments.size() > 1) {
      throw Fatal.usage("eliminate-dups [ file ]");
    }
    if (Files.isDirectory(file)) {
      throw new IOException(file + " is a directory");
    }
    return file;
  }

  /** The fingerprint of this delivery. */
  private static String own(LocalDelivery delivery, Header header) {
    String fields = header.fields().stream().map(Header.Field::text).collect(Collectors.joining());
    return Fingerprint.of(fields, delivery.variable("DTLINE").orElse(""));
  }
}
