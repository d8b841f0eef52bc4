package org.quoin.store;

import java.io.IOException;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;

/** Compares the body files with what the log says about them. */
final class BodyFiles {
  private final Folder folder;
  private final Index index;
  private final Alarm alarm;

  BodyFiles(Folder folder, Index index, Alarm alarm) {
    this.folder = folder;
    this.index = index;
    this.alarm = alarm;
  }

  /**
   * Finds bodies whose file is missing, and removes files that no mail needs.
   *
   * @param keep true if the log may have lost mails, so that a file without one may be all that is
   *     left of it
   * @return the greatest number of a body file
   */
  long check(boolean keep) throws IOException {
    Set<Long> present = new HashSet<>();
    long highest = 0;
    long kept = 0;
    for (String name : folder.disk().list(folder.layout().bodies())) {
      OptionalLong id = Layout.number(name);
      if (id.isPresent()) {
        highest = Math.max(highest, id.getAsLong());
        present.add(id.getAsLong());
        boolean orphan = !index.needsFile(id.getAsLong());
        kept += orphan && keep ? 1 : 0;
        if (orphan && !keep) {
          folder.disk().delete(folder.layout().body(id.getAsLong()));
        }
      }
    }
    if (kept > 0) {
      alarm.warning(kept + " files in " + folder.layout().bodies() + " belong to no known mail");
    }
    requireAll(present);
    return highest;
  }

  private void requireAll(Set<Long> present) throws IOException {
    for (Body body : index.filed()) {
      if (!present.contains(body.id()) || !whole(body)) {
        body.moveTo(Body.GONE);
        alarm.alert("file of body " + body.id() + " is missing or cut; its mail is held");
      }
    }
  }

  private boolean whole(Body body) throws IOException {
    try (Disk.ReadFile file = folder.readBody(body.id())) {
      return file.size() == body.size();
    }
  }
}
