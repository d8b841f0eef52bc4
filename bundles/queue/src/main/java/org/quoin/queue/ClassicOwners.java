package org.quoin.queue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives files to the accounts that qmail's programs run under, if they are here and we may. */
final class ClassicOwners {
  /** Of qmail-queue: what is handed in. */
  static final String QUEUE = "qmailq";

  /** Of qmail-send: what is on its way. */
  static final String SEND = "qmails";

  /** Of qmail-rspawn. */
  static final String REMOTE = "qmailr";

  private static final String GROUP = "qmail";

  private @Nullable String problem;

  /** Why files stay with the user that runs this; empty if they do not. */
  Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  /** After a first failure it tries no more. */
  void give(Path file, String user) {
    if (problem != null) {
      return;
    }
    try {
      UserPrincipalLookupService lookup = file.getFileSystem().getUserPrincipalLookupService();
      UserPrincipal owner = lookup.lookupPrincipalByName(user);
      GroupPrincipal group = lookup.lookupPrincipalByGroupName(GROUP);
      PosixFileAttributeView view =
          Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
      view.setGroup(group);
      view.setOwner(owner);
    } catch (UserPrincipalNotFoundException e) {
      problem = "qmail's owners, since there is no account " + e.getName();
    } catch (IOException | UnsupportedOperationException e) {
      problem = "qmail's owners: cannot give files to " + user + ":" + GROUP + " (" + e + ")";
    }
  }
}
