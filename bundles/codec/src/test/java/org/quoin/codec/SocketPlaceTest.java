package org.quoin.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SocketPlaceTest {
  @TempDir Path folder;

  @Test
  void aShortBaseHoldsTheSocketItself() throws IOException {
    try (SocketPlace place = SocketPlace.in(folder, "shell");
        ServerSocketChannel door = place.open("rw-------")) {
      assertTrue(door.isOpen());
      assertEquals(folder.resolve("var/shell"), place.socket());
      assertEquals(place.socket().toString(), address());
    }
  }

  @Test
  void aBaseWithALongPathHasItsSocketInAPrivateFolderThatGoesAgain() throws IOException {
    Path base = folder.resolve("x".repeat(120));
    Path socket;
    try (SocketPlace place = SocketPlace.in(base, "shell");
        ServerSocketChannel door = place.open("rw-------")) {
      assertTrue(door.isOpen());
      socket = place.socket();
      assertFalse(socket.startsWith(base));
      assertEquals(socket.toString(), Files.readString(base.resolve("var/shell.address")));
    }
    assertFalse(Files.exists(socket.getParent()));
  }

  @Test
  void whereOthersMayConnectTheyCanFindIt() throws IOException {
    Path base = folder.resolve("x".repeat(120));
    try (SocketPlace place = SocketPlace.in(base, "shell");
        ServerSocketChannel door = place.open("rw-rw-rw-")) {
      assertTrue(door.isOpen());
      assertEquals("rw-r--r--", mode(base.resolve("var/shell.address")));
      assertEquals("rw-rw-rw-", mode(place.socket()));
      assertEquals("rwx--x--x", mode(place.socket().resolveSibling(".")));
    }
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void theSocketOfAKilledProcessIsReplaced() throws IOException {
    ServerSocketChannel killed = SocketPlace.in(folder, "shell").open("rw-------");
    killed.close();
    assertTrue(Files.exists(folder.resolve("var/shell")));
    try (SocketPlace place = SocketPlace.in(folder, "shell");
        ServerSocketChannel door = place.open("rw-------")) {
      assertTrue(door.isOpen());
    }
  }

  @Test
  void thePrivateFolderOfAKilledProcessGoes() throws IOException {
    Path base = folder.resolve("x".repeat(120));
    SocketPlace killed = SocketPlace.in(base, "shell");
    killed.open("rw-------").close();
    try (SocketPlace place = SocketPlace.in(base, "shell")) {
      assertFalse(Files.exists(killed.socket().getParent()));
      assertTrue(Files.exists(place.socket().getParent()));
    }
  }

  private String address() throws IOException {
    return Files.readString(folder.resolve("var/shell.address"));
  }
}
