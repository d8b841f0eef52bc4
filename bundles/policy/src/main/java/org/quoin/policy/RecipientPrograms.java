package org.quoin.policy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.quoin.api.Address;
import org.quoin.codec.ShellWords;

/**
 * Runs programs that know recipients, as qmail-smtpd runs its PAMs: the address and three NULs on
 * descriptor 3; exit 0 is yes, 1 is no, all else means later. A few at a time, each for a limited
 * time; nobody waits for a free place.
 */
final class RecipientPrograms implements AutoCloseable {
  private static final int ABSENT = 1;

  /** A process can only be given standard input; the shell moves it to where it is expected. */
  private static final String TO_DESCRIPTOR_3 = "exec 3<&0 </dev/null\nexec ";

  private static final Set<String> INHERITED = Set.of("PATH", "TZ");

  private final Path folder;
  private final Duration limit;
  private final Semaphore places;
  private final Set<Process> running = ConcurrentHashMap.newKeySet();

  /**
   * @param folder that they run in
   * @param most programs at a time
   */
  RecipientPrograms(Path folder, int most, Duration limit) {
    this.folder = folder;
    this.limit = limit;
    this.places = new Semaphore(most);
  }

  /**
   * @throws IOException if it cannot say now
   */
  boolean has(Address address, List<String> words) throws IOException, InterruptedException {
    if (!places.tryAcquire()) {
      throw new IOException("too many programs for recipients run already");
    }
    try {
      return answer(words.getFirst(), exit(address, words));
    } finally {
      places.release();
    }
  }

  private static boolean answer(String name, int exit) throws IOException {
    if (exit != 0 && exit != ABSENT) {
      throw new IOException(name + " cannot say, exit code " + exit);
    }
    return exit == 0;
  }

  private int exit(Address address, List<String> words) throws IOException, InterruptedException {
    Process process = start(words);
    running.add(process);
    try {
      tell(process, address);
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException(words.getFirst() + " took longer than " + limit.toSeconds() + " s");
      }
      return process.exitValue();
    } finally {
      running.remove(process);
      kill(process);
    }
  }

  private Process start(List<String> words) throws IOException {
    ProcessBuilder program =
        new ProcessBuilder("/bin/sh", "-c", TO_DESCRIPTOR_3 + ShellWords.of(words))
            .directory(folder.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    program.environment().keySet().retainAll(INHERITED);
    return program.start();
  }

  /** A pipe takes more than an address at once; a program need not read it. */
  private static void tell(Process process, Address address) {
    try (OutputStream in = process.getOutputStream()) {
      in.write((address.text() + "\0\0\0").getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      // it has ended, or closed its input: its exit code says what it thinks
    }
  }

  private static void kill(Process process) {
    if (process.isAlive()) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /** Those that run are ended: their sessions are told "later". */
  @Override
  public void close() {
    running.forEach(RecipientPrograms::kill);
  }
}
