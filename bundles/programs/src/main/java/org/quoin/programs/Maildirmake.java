package org.quoin.programs;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.quoin.api.program.LocalDelivery;
import org.quoin.codec.BytePath;

/**
 * {@code maildirmake name}: makes a maildir, for nobody else to read (P8, maildirmake(1)). As there
 * further names are ignored.
 */
final class Maildirmake implements Program {
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  @Override
  public String name() {
    return "maildirmake";
  }

  @Override
  public int work(LocalDelivery delivery, List<String> arguments) throws Fatal {
    if (arguments.isEmpty()) {
      throw Fatal.usage("maildirmake name");
    }
    String name = arguments.getFirst();
    for (String folder : List.of(name, name + "/tmp", name + "/new", name + "/cur")) {
      make(delivery.folder().resolve(BytePath.of(folder)), folder);
    }
    return DONE;
  }

  private static void make(Path folder, String name) throws Fatal {
    try {
      Files.createDirectory(folder, PRIVATE);
    } catch (FileAlreadyExistsException e) {
      throw Fatal.later("unable to mkdir " + name + ": file already exists");
    } catch (IOException e) {
      throw Fatal.later("unable to mkdir " + name + ": " + ErrorWords.of(e));
    }
  }
}
