package org.quoin.dotqmail;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.quoin.api.PluginName;
import org.quoin.api.delivery.DeliveryInstructions;
import org.quoin.api.delivery.Instruction;
import org.quoin.api.delivery.Instructions;
import org.quoin.api.delivery.PutOffException;
import org.quoin.api.user.Account;

/**
 * Finds the {@code .qmail} file of an account and reads it (L4, L5, L10). Always as the files are
 * now: nothing is kept between two mails.
 */
@Component(configurationPid = "org.quoin.dotqmail")
@PluginName("dotqmail")
public final class QmailFiles implements DeliveryInstructions {
  private static final int OWNER_EXECUTES = 0100;

  private final int patrn;
  private final int maxBytes;

  /** PID {@code org.quoin.dotqmail}. */
  @interface Config {
    /**
     * Octal mode bits that a .qmail file must not have; 022 also refuses what a group can write.
     */
    String patrn() default "002";

    /** The largest file that is read; mail for a larger one waits. */
    int max_bytes() default 1 << 20;
  }

  @Activate
  public QmailFiles(Config config) {
    this(octal(config.patrn()), config.max_bytes());
  }

  QmailFiles(int patrn, int maxBytes) {
    if (maxBytes < 1 || maxBytes == Integer.MAX_VALUE) {
      throw new IllegalArgumentException("\"max.bytes\" must be from 1 to 2147483646");
    }
    this.patrn = patrn;
    this.maxBytes = maxBytes;
  }

  @Override
  public Optional<Instructions> find(Account account) throws PutOffException {
    Names names = new Names(account);
    Iterator<Names.Candidate> candidates = names.candidates().iterator();
    while (candidates.hasNext()) {
      Names.Candidate candidate = candidates.next();
      HomeFile file = new HomeFile(account.home(), candidate.name());
      Optional<Integer> mode = file.regularMode();
      if (mode.isPresent()) {
        Optional<List<Instruction>> lines = lines(file, mode.get());
        return Optional.of(new Instructions(lines, candidate.matched(), owner(account, names)));
      }
    }
    return account.dash().isEmpty()
        ? Optional.of(new Instructions(Optional.empty(), Optional.empty(), owner(account, names)))
        : Optional.empty();
  }

  @Override
  public List<Instruction> parse(String text) {
    return LineReader.read(text, false);
  }

  /** None if the file is empty. */
  private Optional<List<Instruction>> lines(HomeFile file, int mode) throws PutOffException {
    String text = file.read(mode, maxBytes);
    if ((mode & patrn) != 0) {
      throw new PutOffException("Uh-oh: .qmail file is writable. (#4.7.0)");
    }
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(LineReader.read(text, (mode & OWNER_EXECUTES) != 0));
  }

  private static Instructions.Owner owner(Account account, Names names) throws PutOffException {
    if (!new HomeFile(account.home(), names.owner()).exists()) {
      return Instructions.Owner.NONE;
    }
    return new HomeFile(account.home(), names.ownerDefault()).exists()
        ? Instructions.Owner.VERP
        : Instructions.Owner.OWNER;
  }

  static int octal(String text) {
    if (!text.matches("[0-7]{1,4}")) {
      throw new IllegalArgumentException("\"patrn\" is no octal mode: " + text);
    }
    return Integer.parseInt(text, 8);
  }
}
