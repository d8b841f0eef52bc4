package org.quoin.policy;

import java.io.IOException;
import java.util.Optional;
import org.quoin.api.intake.Session;
import org.quoin.api.table.ControlFiles;
import org.quoin.codec.AsciiCase;

/**
 * What the session's variable of this name says, which access rules set for some peers; else the
 * first line of the control file of this name in small letters, which is for all.
 */
record Setting(ControlFiles files, String variable) {

  /** Empty if nobody has set it. */
  Optional<String> of(Session session) throws IOException {
    Optional<String> own = Optional.ofNullable(session.variables().get(variable));
    return own.isPresent() ? own : files.line(AsciiCase.lower(variable));
  }
}
