package org.quoin.users;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.quoin.codec.AsciiCase;
import org.quoin.codec.ControlSyntax;

/**
 * Makes lines for {@code users/assign} of the system's accounts (U4), in qmail-pw2u's order and
 * with its complaints. One run: first {@link #accounts}, then {@link #others}.
 */
final class Pw2u {
  /** Fields up to the home, and one behind it. */
  private static final int PASSWD_FIELDS = 7;

  private static final String END = ".\n";

  private final Pw2uOptions options;
  private final Pw2uFiles files;
  private final Homes homes;
  private final String alias;

  /** User, uid, gid and home of each account that was taken, by its name. */
  private final Map<String, String> taken = new HashMap<>();

  private final StringBuilder out = new StringBuilder();
  private boolean aliasFound;

  Pw2u(Pw2uOptions options, Pw2uFiles files, Homes homes, String alias) {
    this.options = options;
    this.files = files;
    this.homes = homes;
    this.alias = alias;
  }

  /**
   * The lines of all accounts.
   *
   * @param passwd in the form of passwd(5); other lines are passed over
   */
  String accounts(String passwd) throws IOException {
    for (String line : passwd.split("\n", -1)) {
      String[] fields = line.split(":", -1);
      if (fields.length >= PASSWD_FIELDS && line.indexOf('\0') < 0) {
        account(fields[0], fields[2], fields[3], fields[5]);
      }
    }
    if (!aliasFound) {
      throw new IOException("unable to find " + alias + " user");
    }
    return flushed();
  }

  /** The lines of subusers, those of {@code append}, and the one that ends the file. */
  String others() throws IOException {
    for (String line : files.subusers().split("\n", -1)) {
      String[] fields = line.split(":", -1);
      if (fields.length > 2) {
        subuser(fields);
      }
    }
    out.append(files.append());
    if (!files.append().isEmpty() && !files.append().endsWith("\n")) {
      out.append('\n');
    }
    out.append(END);
    return flushed();
  }

  private void account(String user, String uid, String gid, String home) throws IOException {
    if (!isTaken(user, ControlSyntax.leadingNumber(uid).orElse(0), home)) {
      return;
    }
    String identity = ":" + String.join(":", user, uid, gid, home) + ":";
    taken.put(AsciiCase.lower(user), identity);
    if (user.equals(alias)) {
      out.append('+').append(identity).append(options.dash()).append("::\n");
      aliasFound = true;
    }
    String names = files.mailnames().getOrDefault(AsciiCase.lower(user), user);
    for (String name : names.split(":", -1)) {
      if (!name.isEmpty()) {
        out.append('=').append(name).append(identity).append("::\n");
        wildcard(name, identity, "");
      }
    }
  }

  private boolean isTaken(String user, long uid, String home) throws IOException {
    String key = AsciiCase.lower(user);
    return uid != 0
        && (options.capitals() || user.equals(key))
        && files.include().map(names -> names.contains(key)).orElse(true)
        && !files.exclude().contains(key)
        && hasHome(uid, home);
  }

  private boolean hasHome(long uid, String home) throws IOException {
    if (options.homes() == Pw2uOptions.HomeRule.ANY) {
      return true;
    }
    Optional<Homes.Home> found;
    try {
      found = homes.at(home);
    } catch (IOException e) {
      throw new IOException("unable to stat " + home, e);
    }
    if (found.isEmpty() && options.homes() == Pw2uOptions.HomeRule.THERE) {
      throw new IOException("unable to stat " + home);
    }
    return found.filter(there -> there.uid() == uid).isPresent();
  }

  private void subuser(String[] fields) throws IOException {
    String identity = taken.get(AsciiCase.lower(fields[1]));
    if (identity == null) {
      throw new IOException("unable to find " + fields[1] + " user for subuser");
    }
    if (fields.length > 3) {
      String dash = options.dash() + ":";
      out.append('=').append(fields[0]).append(identity).append(dash).append(fields[2]);
      out.append(":\n");
      wildcard(fields[0], identity, fields[2] + "-");
    }
  }

  private void wildcard(String name, String identity, String pre) {
    if (!options.separator().isEmpty()) {
      out.append('+').append(name).append(options.separator()).append(identity);
      out.append(options.dash()).append(':').append(pre).append(":\n");
    }
  }

  private String flushed() {
    String text = out.toString();
    out.setLength(0);
    return text;
  }
}
