package org.quoin.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.quoin.kit.Await;
import org.quoin.kit.Maildirs;
import org.quoin.kit.Ports;
import org.quoin.kit.Programs;
import org.quoin.kit.Result;
import org.quoin.kit.SmtpClient;

/**
 * Debian's OpenSMTPD, which cannot be installed beside Postfix: its package is only unpacked. Its
 * folders and users are fixed when it is compiled; it finds its own in their places, since it runs
 * in a mount namespace of its own. It takes mail and delivers none.
 */
final class OpenSmtpdServer implements MailServer {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** What it is linked with, beside what every Debian has. */
  private static final List<String> PACKAGES = List.of("opensmtpd", "libevent-2.1-7", "libdb5.3");

  private static final String USER_LINES =
      """
      opensmtpd:x:65100:65100::/:/usr/sbin/nologin
      opensmtpq:x:65101:65101::/:/usr/sbin/nologin
      """
          + Load.USER
          + ":x:65102:65102::/:/usr/sbin/nologin\n";
  private static final String GROUP_LINES = "opensmtpd:x:65100:\nopensmtpq:x:65101:\n";

  private final Path folder;
  private final int port = Ports.one();
  private final Process process;
  private final Thread hook;

  private OpenSmtpdServer(Path parent, Path certificate) throws Exception {
    folder = Folders.make(parent, "opensmtpd");
    unpack();
    write(certificate);
    Path log = folder.resolve("log");
    ProcessBuilder builder =
        new ProcessBuilder("unshare", "--mount", "sh", folder.resolve("start").toString());
    process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    hook = new Thread(process::destroy);
    Runtime.getRuntime().addShutdownHook(hook);
    if (!Await.within(LIMIT, () -> !process.isAlive() || answers()) || !process.isAlive()) {
      close();
      throw new IOException(Files.readString(log));
    }
  }

  /**
   * Starts one; if that cannot be, the report says why in a line.
   *
   * @param certificate PEM file with its key
   */
  static Optional<OpenSmtpdServer> start(Report report, Path parent, Path certificate) {
    try {
      return Optional.of(new OpenSmtpdServer(parent, certificate));
    } catch (Exception | AssertionError e) {
      report.note("OpenSMTPD left out: " + Report.oneLine(e));
      return Optional.empty();
    }
  }

  private void unpack() throws IOException {
    for (String name : PACKAGES) {
      must("apt-get", "-q", "download", name);
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".deb")).toList()) {
        must("dpkg-deb", "-x", file.toString(), folder.resolve("root").toString());
      }
    }
  }

  private void write(Path certificate) throws IOException {
    Files.createDirectories(folder.resolve("spool"));
    Files.createDirectories(folder.resolve("run"));
    Files.createDirectories(folder.resolve("lib/opensmtpd/empty"));
    String users = Files.readString(Path.of("/etc/passwd"));
    Files.writeString(folder.resolve("passwd"), users + USER_LINES);
    String groups = Files.readString(Path.of("/etc/group"));
    Files.writeString(folder.resolve("group"), groups + GROUP_LINES);
    Files.writeString(folder.resolve("smtpd.conf"), configuration(certificate));
    Files.writeString(folder.resolve("start"), script());
    // It asks for the name of each peer; the others are told not to.
    Files.writeString(folder.resolve("resolv.conf"), "lookup file\n");
  }

  private String configuration(Path certificate) {
    return """
    pki localhost cert "%1$s"
    pki localhost key "%1$s"
    smtp limit max-mails 1000000
    listen on 127.0.0.1 port %2$d hostname localhost tls pki localhost
    action "keep" maildir
    match from any for any action "keep"
    """
        .formatted(certificate, port);
  }

  private String script() {
    return """
    set -e
    mount --make-rprivate /
    chown -R root:root %1$s/lib %1$s/spool
    chmod 755 %1$s/lib %1$s/lib/opensmtpd %1$s/lib/opensmtpd/empty %1$s/spool
    mount --bind %1$s/passwd /etc/passwd
    mount --bind %1$s/group /etc/group
    mount --bind %1$s/resolv.conf /etc/resolv.conf
    mount --bind %1$s/spool /var/spool
    mount --bind %1$s/lib /var/lib
    mount --bind %1$s/run /run
    LD_LIBRARY_PATH=$(echo %1$s/root/usr/lib/*-linux-gnu) exec %1$s/root/usr/sbin/smtpd \\
      -d -f %1$s/smtpd.conf -P mda -P mta
    """
        .formatted(folder);
  }

  private boolean answers() throws IOException {
    try (SmtpClient client = new SmtpClient(port, LIMIT)) {
      return client.greeting().positive();
    } catch (java.net.ConnectException e) {
      return false;
    }
  }

  private void must(String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    Result result = Programs.run(builder, "", LIMIT);
    if (!result.good()) {
      throw new IOException(String.join(" ", command) + ": " + result.text());
    }
  }

  @Override
  public String name() {
    return "OpenSMTPD";
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public Maildirs maildirs() {
    throw new UnsupportedOperationException("it delivers nothing");
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public long cpuMillis() throws IOException {
    return Processes.cpuMillis(pid());
  }

  /** Its first process ends the others. */
  @Override
  public void close() throws IOException {
    process.destroy();
    if (!Programs.ended(process, LIMIT)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    Runtime.getRuntime().removeShutdownHook(hook);
  }
}
