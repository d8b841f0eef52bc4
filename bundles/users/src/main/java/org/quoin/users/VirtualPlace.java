package org.quoin.users;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.quoin.api.user.Account;
import org.quoin.codec.AsciiCase;

/**
 * Where the homes of one prefix lie, such as {@code /srv/vmail/example.org/%}: an account is a
 * folder in the place of the {@code %}, and is its owner's.
 *
 * @param prefix in lower case
 * @param above the folder that holds one folder for each account; bytes as characters
 * @param below what comes behind an account's folder: nothing, or {@code /} and a path
 */
record VirtualPlace(String prefix, String above, String below) {
  private static final int MAX_NAME_BYTES = 255;
  private static final String NAME = "/%";

  /** More are not listed; they are found all the same. */
  private static final int MAX_LISTED = 100_000;

  /**
   * @param home an absolute path with one {@code %} that is a step of its own
   * @throws IOException if it is not
   */
  static VirtualPlace of(String prefix, String home) throws IOException {
    int at = home.indexOf(NAME);
    String below = at < 0 ? "" : home.substring(at + NAME.length());
    boolean good =
        home.startsWith("/")
            && at >= 0
            && home.indexOf('%') == home.lastIndexOf('%')
            && (below.isEmpty() || below.startsWith("/"));
    if (!good) {
      throw new IOException("its home must be an absolute path with one step that is %");
    }
    return new VirtualPlace(AsciiCase.lower(prefix), home.substring(0, at), below);
  }

  /**
   * The account with the longest name such that {@code rest} is {@code name} or {@code name-ext}.
   *
   * @throws IOException if a home cannot be looked at, or the folder of all homes is not there: it
   *     may be on a disk that is away
   */
  Optional<Account> find(String rest, Homes homes) throws IOException {
    if (homes.at(above + "/").filter(Homes.Home::folder).isEmpty()) {
      throw new IOException("users/virtual: there is no folder " + above + "/");
    }
    for (int end = rest.length(); end > 0; end = rest.lastIndexOf('-', end - 1)) {
      String name = AsciiCase.lower(rest.substring(0, end));
      Optional<Homes.Home> home = isSafe(name) ? homes.at(home(name)) : Optional.empty();
      if (home.filter(Homes.Home::folder).isPresent()) {
        boolean whole = end == rest.length();
        String ext = whole ? "" : rest.substring(end + 1);
        return Optional.of(account(name, home.get(), whole ? "" : "-", ext));
      }
    }
    requireSomething();
    return Optional.empty();
  }

  /** An empty folder may be where a disk belongs that is away. */
  private void requireSomething() throws IOException {
    try (DirectoryStream<Path> names = Files.newDirectoryStream(HomePath.of(above + "/"))) {
      if (!names.iterator().hasNext()) {
        throw new IOException("users/virtual: there is nothing in " + above + "/");
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  /** All accounts, at most {@value #MAX_LISTED}. */
  List<Account> accounts(Homes homes) throws IOException {
    List<Account> accounts = new ArrayList<>();
    try (DirectoryStream<Path> names = Files.newDirectoryStream(HomePath.of(above + "/"))) {
      for (Path each : names) {
        String name = HomePath.bytes(each.getFileName());
        if (accounts.size() < MAX_LISTED && isSafe(name) && name.equals(AsciiCase.lower(name))) {
          find(name, homes).filter(found -> found.dash().isEmpty()).ifPresent(accounts::add);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return accounts;
  }

  /** What can be a folder's name, and none that is hidden or leads elsewhere. */
  private static boolean isSafe(String name) {
    return !name.isEmpty()
        && name.length() <= MAX_NAME_BYTES
        && !name.startsWith(".")
        && name.indexOf('/') < 0
        && name.indexOf('\0') < 0;
  }

  private String home(String name) {
    return above + "/" + name + below;
  }

  private Account account(String name, Homes.Home home, String dash, String ext)
      throws IOException {
    try {
      return new Account(
          prefix + "-" + name, home.uid(), home.gid(), HomePath.of(home(name)), dash, ext);
    } catch (InvalidPathException e) {
      throw new IOException("a home cannot be named by this process under its LC_ALL", e);
    }
  }
}
