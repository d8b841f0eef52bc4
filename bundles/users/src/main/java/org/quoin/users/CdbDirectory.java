package org.quoin.users;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.quoin.api.PluginName;
import org.quoin.api.user.Account;
import org.quoin.api.user.UserDirectory;

/**
 * The accounts of {@code users/cdb} (U2), as qmail-newu or {@code user:newu} made it: a changed
 * {@code users/assign} has no effect until then. The file is opened for each question, as in
 * qmail-lspawn, so that an answer comes from one version of it and a new one counts at once. A file
 * that is damaged, or not there, makes mail wait; qmail takes an absent one for an empty one, and
 * so does a setting.
 */
@Component(configurationPid = "org.quoin.users")
@PluginName("cdb")
public final class CdbDirectory implements UserDirectory {
  private final Path file;
  private final boolean mayBeAbsent;

  /** PID {@code org.quoin.users}. */
  @interface Config {
    /** An absent {@code users/cdb} has no accounts, as in qmail; else mail waits for it. */
    boolean cdb_may_be_absent() default false;
  }

  /** What is asked of the table. */
  @FunctionalInterface
  private interface Question<T> {
    T ask(AssignTableReader table) throws IOException;
  }

  @Activate
  public CdbDirectory(BundleContext context, Config config) {
    this(Base.of(context).cdb(), config.cdb_may_be_absent());
  }

  CdbDirectory(Path file, boolean mayBeAbsent) {
    this.file = file;
    this.mayBeAbsent = mayBeAbsent;
  }

  @Override
  public Optional<Account> find(String local) throws IOException {
    return answer(table -> table.find(local), Optional.empty());
  }

  @Override
  public List<Account> accounts() throws IOException {
    return answer(AssignTableReader::accounts, List.of());
  }

  private <T> T answer(Question<T> question, T none) throws IOException {
    try (SeekableByteChannel in = open()) {
      return question.ask(new AssignTableReader(in));
    } catch (NoSuchFileException e) {
      if (mayBeAbsent) {
        return none;
      }
      throw new IOException("users/cdb is not there", e);
    } catch (IOException e) {
      throw new IOException("users/cdb: " + e.getMessage(), e);
    }
  }

  /** Opening something else, such as a FIFO, could wait for ever. */
  private SeekableByteChannel open() throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IOException("is not a file");
    }
    return Files.newByteChannel(file);
  }
}
