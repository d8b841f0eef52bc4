package org.quoin.codec;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * Where a Unix-domain socket of a base lies: in {@code var/}, or in a private folder of its own if
 * that path would be too long for a socket. The file {@code var/NAME.address} always says where.
 */
public final class SocketPlace implements AutoCloseable {
  /** A path in sun_path, with its NUL, has 108 bytes on Linux and 104 on others; unix(7). */
  private static final int LONGEST = 103;

  private static final String PREFIX = "quoin-";

  private final Path socket;
  private final Path address;
  private final Optional<Path> privateFolder;

  private SocketPlace(Path socket, Path address, Optional<Path> privateFolder) {
    this.socket = socket;
    this.address = address;
    this.privateFolder = privateFolder;
  }

  /**
   * Chooses a place; what an earlier process left there is removed. The caller holds the base.
   *
   * @param name of the socket
   */
  public static SocketPlace in(Path base, String name) throws IOException {
    Path var = Files.createDirectories(base.resolve("var"));
    Path address = address(base, name);
    Path usual = var.resolve(name);
    removeStale(address);
    if (usual.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST) {
      Files.deleteIfExists(usual);
      return new SocketPlace(usual, address, Optional.empty());
    }
    Path folder = Files.createTempDirectory(PREFIX);
    return new SocketPlace(folder.resolve(name), address, Optional.of(folder));
  }

  /** The file that says where the socket is; absent while nobody listens. */
  public static Path address(Path base, String name) {
    return base.resolve("var").resolve(name + ".address");
  }

  /** A process that was killed leaves its socket, perhaps in a private folder. */
  private static void removeStale(Path address) throws IOException {
    if (!Files.exists(address)) {
      return;
    }
    Path socket = Path.of(Files.readString(address));
    Files.deleteIfExists(socket);
    Path folder = socket.getParent();
    if (folder != null && String.valueOf(folder.getFileName()).startsWith(PREFIX)) {
      Files.deleteIfExists(folder);
    }
  }

  /**
   * Opens the socket and then says where it is.
   *
   * @param permissions who may connect, as {@code rw-------}
   */
  public ServerSocketChannel open(String permissions) throws IOException {
    Set<PosixFilePermission> who = PosixFilePermissions.fromString(permissions);
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    boolean open = false;
    try {
      channel.bind(UnixDomainSocketAddress.of(socket));
      Files.setPosixFilePermissions(socket, who);
      announce(who.contains(PosixFilePermission.OTHERS_WRITE));
      open = true;
      return channel;
    } finally {
      if (!open) {
        channel.close();
        close();
      }
    }
  }

  /**
   * @param toAll whether other users must be able to find it
   */
  private void announce(boolean toAll) throws IOException {
    Path draft = address.resolveSibling(address.getFileName() + ".new");
    Files.writeString(draft, socket.toString());
    if (toAll) {
      Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-r--r--"));
      if (privateFolder.isPresent()) {
        Files.setPosixFilePermissions(
            privateFolder.get(), PosixFilePermissions.fromString("rwx--x--x"));
      }
    }
    Files.move(draft, address, StandardCopyOption.ATOMIC_MOVE);
  }

  /** The socket itself. */
  public Path socket() {
    return socket;
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(address);
    Files.deleteIfExists(socket);
    if (privateFolder.isPresent()) {
      Files.deleteIfExists(privateFolder.get());
    }
  }
}
