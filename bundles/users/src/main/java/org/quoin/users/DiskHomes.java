package org.quoin.users;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.Optional;

/** Homes on the real disk. Those whose path is not absolute are nowhere. */
final class DiskHomes implements Homes {
  private static final int TYPE = 0170000;
  private static final int FOLDER = 0040000;

  @Override
  public Optional<Home> at(String path) throws IOException {
    if (!path.startsWith("/")) {
      return Optional.empty();
    }
    try {
      Map<String, Object> found = Files.readAttributes(HomePath.of(path), "unix:uid,gid,mode");
      boolean folder = (number(found, "mode") & TYPE) == FOLDER;
      return Optional.of(new Home(id(found, "uid"), id(found, "gid"), folder));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (InvalidPathException e) {
      throw new IOException("a home cannot be named by this process under its LC_ALL", e);
    }
  }

  private static long id(Map<String, Object> attributes, String name) {
    return Integer.toUnsignedLong(number(attributes, name));
  }

  private static int number(Map<String, Object> attributes, String name) {
    return attributes.get(name) instanceof Integer number ? number : 0;
  }
}
