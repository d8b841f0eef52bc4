package org.quoin.inject;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;

/**
 * Who is at the other end of a Unix-domain socket, as the kernel says it (unix(7), SO_PEERCRED).
 */
final class LocalUser {
  private static final Path PASSWD = Path.of("/etc/passwd");

  private LocalUser() {}

  /** The user's number; the name if nobody can say the number. */
  static String of(SocketChannel channel) throws IOException {
    UnixDomainPrincipal peer = channel.getOption(ExtendedSocketOptions.SO_PEERCRED);
    return number(peer.user().getName(), PASSWD);
  }

  /**
   * @param name of a user, or the number of one who has no name
   */
  static String number(String name, Path passwd) {
    try (Stream<String> lines = Files.lines(passwd, StandardCharsets.ISO_8859_1)) {
      return lines
          .map(line -> line.split(":", -1))
          .filter(fields -> fields.length > 2 && fields[0].equals(name))
          .map(fields -> fields[2])
          .findFirst()
          .orElse(name);
    } catch (IOException e) {
      return name;
    }
  }
}
