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
 * Debian's Postfix with configuration, queue and port of its own; the machine's own Postfix, if it
 * has one, is not touched. Limits that would slow it down in a benchmark are lifted.
 */
final class PostfixServer implements MailServer {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String USER = "postfix";

  private final Path folder;
  private final int port = Ports.one();
  private final Thread hook = new Thread(this::stopQuietly);

  /**
   * What lies in its folders already is kept.
   *
   * @param more lines for main.cf, in which {@code more_mailboxes} and {@code more_destinations}
   *     add to what there is for {@code virtual} and {@code local}
   */
  private PostfixServer(Path parent, Mode mode, String more) throws Exception {
    folder = Files.createDirectories(parent.resolve("postfix"));
    for (String name : List.of("conf", "queue", "data", "home")) {
      Files.createDirectories(folder.resolve(name));
    }
    Files.writeString(folder.resolve("conf/main.cf"), main(mode) + more);
    Files.writeString(folder.resolve("conf/master.cf"), master());
    Files.writeString(
        folder.resolve("conf/mailboxes"), Load.RECIPIENT + " " + Load.USER + "/Maildir/\n");
    must("chown", "-R", USER, folder.resolve("data").toString(), folder.resolve("home").toString());
  }

  /**
   * Starts one; if that cannot be, the report says why in a line.
   *
   * @param more lines for main.cf
   */
  static Optional<PostfixServer> start(Report report, Path parent, Mode mode, String more) {
    boolean root = "root".equals(System.getProperty("user.name"));
    if (!root || !installed()) {
      report.note("Postfix left out: " + (root ? "it is not installed" : "only root can start it"));
      return Optional.empty();
    }
    try {
      PostfixServer server = new PostfixServer(parent, mode, more);
      server.start();
      return Optional.of(server);
    } catch (Exception | AssertionError e) {
      report.note("Postfix left out: it does not start: " + Report.oneLine(e));
      return Optional.empty();
    }
  }

  /** Whether its programs are there. */
  static boolean installed() {
    return Load.program().isPresent() && Files.isExecutable(Path.of("/usr/sbin/postfix"));
  }

  private void start() throws Exception {
    Runtime.getRuntime().addShutdownHook(hook);
    boolean started = false;
    try {
      tool("postfix", "start");
      Await.until("Postfix answers", LIMIT, this::answers);
      started = true;
    } finally {
      if (!started) {
        stopQuietly();
      }
    }
  }

  private void stopQuietly() {
    try {
      run("postfix", "-c", conf(), "stop");
    } catch (IOException e) {
      System.err.println("Postfix may still run in " + folder + ": " + e.getMessage());
    }
  }

  @Override
  public String name() {
    return "Postfix";
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public Maildirs maildirs() {
    return new Maildirs(folder.resolve("home"));
  }

  /** Its processes all stand below its master, which takes over the time of those that end. */
  @Override
  public long cpuMillis() throws IOException {
    return Processes.cpuMillis(pid());
  }

  @Override
  public long pid() throws IOException {
    String pid = Files.readString(folder.resolve("queue/pid/master.pid")).strip();
    return Long.parseLong(pid);
  }

  @Override
  public void close() throws IOException {
    tool("postfix", "stop");
    Runtime.getRuntime().removeShutdownHook(hook);
  }

  static String version() throws IOException {
    return run("postconf", "-dh", "mail_version").out().strip();
  }

  /** Where its mailboxes are. */
  static Path homes(Path parent) {
    return parent.resolve("postfix/home");
  }

  Path log() {
    return folder.resolve("maillog");
  }

  /** Runs one of its programs on it, to its end. */
  void tool(String name, String... args) throws IOException {
    must(Stream.concat(Stream.of(name, "-c", conf()), Stream.of(args)).toArray(String[]::new));
  }

  private boolean answers() throws IOException {
    try (SmtpClient client = new SmtpClient(port, LIMIT)) {
      return client.greeting().positive();
    } catch (java.net.ConnectException e) {
      return false;
    }
  }

  private String conf() {
    return folder.resolve("conf").toString();
  }

  private String main(Mode mode) throws IOException {
    String uid = run("id", "-u", USER).out().strip();
    String gid = run("id", "-g", USER).out().strip();
    String keep = mode == Mode.KEEP ? "smtpd_recipient_restrictions = static:hold\n" : "";
    return """
    compatibility_level = 3.6
    queue_directory = %1$s/queue
    data_directory = %1$s/data
    mail_owner = postfix
    setgid_group = postdrop
    inet_interfaces = 127.0.0.1
    inet_protocols = ipv4
    mynetworks = 127.0.0.0/8
    myhostname = localhost
    mydestination = $more_destinations
    virtual_mailbox_domains = localhost
    virtual_mailbox_base = %1$s/home
    virtual_mailbox_maps = texthash:%1$s/conf/mailboxes $more_mailboxes
    virtual_minimum_uid = 1
    virtual_uid_maps = static:%2$s
    virtual_gid_maps = static:%3$s
    virtual_mailbox_limit = 0
    virtual_destination_concurrency_limit = %4$d
    smtpd_relay_restrictions = reject_unauth_destination
    smtpd_peername_lookup = no
    smtpd_client_connection_count_limit = 0
    default_process_limit = 600
    in_flow_delay = 0
    maillog_file = %1$s/maillog
    maillog_file_prefixes = %1$s
    """
            .formatted(folder, uid, gid, Load.DELIVERIES)
        + keep;
  }

  /** The shipped services that are needed here, without chroot. */
  private String master() {
    return """
    127.0.0.1:%1$d inet n - n - - smtpd
    pickup unix n - n 60 1 pickup
    cleanup unix n - n - 0 cleanup
    qmgr unix n - n 300 1 qmgr
    rewrite unix - - n - - trivial-rewrite
    bounce unix - - n - 0 bounce
    defer unix - - n - 0 bounce
    trace unix - - n - 0 bounce
    flush unix n - n 1000? 0 flush
    proxymap unix - - n - - proxymap
    error unix - - n - - error
    retry unix - - n - - error
    discard unix - - n - - discard
    virtual unix - n n - %2$d virtual
    local unix - n n - %2$d local
    smtp unix - - n - - smtp
    anvil unix - - n - 1 anvil
    tlsmgr unix - - n 1000? 1 tlsmgr
    scache unix - - n - 1 scache
    postlog unix-dgram n - n - 1 postlogd
    """
        .formatted(port, Load.DELIVERIES);
  }

  private static void must(String... command) throws IOException {
    Result result = run(command);
    if (!result.good()) {
      throw new IOException(String.join(" ", command) + ": " + result.text());
    }
  }

  private static Result run(String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().merge("PATH", ":/usr/sbin:/sbin", String::concat);
    return Programs.run(builder, "", LIMIT);
  }
}
