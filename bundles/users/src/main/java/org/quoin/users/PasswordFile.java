package org.quoin.users;

import static java.nio.file.attribute.PosixFilePermission.GROUP_WRITE;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_READ;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_WRITE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;

/** The file {@code users/passwords}: who may see it, and how a password gets in. */
record PasswordFile(TextFile file) {
  /** Of new passwords; about five milliseconds for whoever tries one. */
  static final int ITERATIONS = 10_000;

  private static final int SALT_BYTES = 16;
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  boolean exists() {
    return Files.exists(file.path());
  }

  /**
   * Makes sense of its text.
   *
   * @throws IOException also if others can read or change it: what they know cannot be believed
   */
  Passwords parsed(String text) throws IOException {
    Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file.path());
    if (mode.contains(OTHERS_READ) || mode.contains(OTHERS_WRITE) || mode.contains(GROUP_WRITE)) {
      throw new IOException(
          file.name() + " can be read or changed by others, it needs the mode 600 or 640");
    }
    return PasswordSyntax.parse(text);
  }

  /**
   * Gives somebody a password, in place of the one that he had.
   *
   * @throws IllegalArgumentException if name or password cannot be
   * @throws IOException if the file is bad or could not be written
   */
  void set(String name, String password) throws IOException {
    PasswordSyntax.requireName(name);
    if (password.isEmpty()) {
      throw new IllegalArgumentException("an empty password lets everybody in");
    }
    byte[] salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    ScramSecret secret = ScramSecret.of(password, salt, ITERATIONS);
    String bytes = Utf8.bytes(name);
    String line = bytes + ":{" + ScramSecret.SCHEME + "}" + secret.text() + "\n";
    new SharedText(file).change(this::made, text -> replaced(text, bytes, line));
  }

  /** Empty, so that no byte of it was ever there for others to read. */
  private String made() throws IOException {
    Path path = file.path();
    Files.createFile(path, PRIVATE);
    return "";
  }

  private String replaced(String text, String name, String line) throws IOException {
    parsed(text); // a file that is bad as a whole is left alone
    StringBuilder all = new StringBuilder();
    boolean done = false;
    for (String old : text.split("(?<=\n)", -1)) {
      boolean same = PasswordSyntax.isFor(old, name);
      all.append(same ? (done ? "" : line) : old);
      done |= same;
    }
    return done ? all.toString() : all + line;
  }
}
