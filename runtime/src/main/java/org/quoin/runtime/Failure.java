package org.quoin.runtime;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What a person is told when something fails: one line. */
final class Failure {
  private Failure() {}

  /** Java's file errors only name the file; this says what is wrong with it. */
  static String text(Exception failure) {
    return switch (failure) {
      case NoSuchFileException e -> e.getFile() + ": no such file or folder";
      case AccessDeniedException e -> e.getFile() + ": permission denied";
      case FileSystemException e when e.getReason() == null -> e.getFile() + ": cannot be used";
      default -> String.valueOf(failure.getMessage());
    };
  }
}
