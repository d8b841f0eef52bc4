package org.quoin.programs;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why a file could not be used, in the words of qmail's programs. */
final class ErrorWords {
  private ErrorWords() {}

  static String of(IOException trouble) {
    return switch (trouble) {
      case NoSuchFileException e -> "file does not exist";
      case ClosedByInterruptException e -> "interrupted system call";
      case AccessDeniedException e -> "access denied";
      case FileSystemException e when e.getReason() != null -> ofSystem(e.getReason());
      case IOException e when e.getCause() instanceof IOException cause -> of(cause);
      default -> ofSystem(String.valueOf(trouble.getMessage()));
    };
  }

  /** The system's words in qmail's; its own where qmail has none. */
  private static String ofSystem(String words) {
    return switch (words) {
      case "Is a directory" -> "is a directory";
      case "Not a directory" -> "not a directory";
      case "File name too long" -> "file name too long";
      case "Input/output error" -> "input/output error";
      case "No space left on device" -> "out of disk space";
      case "Disk quota exceeded" -> "disk quota exceeded";
      case "Operation not permitted" -> "permission denied";
      case "Read-only file system" -> "read-only file system";
      case "Invalid cross-device link" -> "cross-device link";
      case "Too many open files" -> "process cannot open more files";
      case "No such device or address" -> "device not configured";
      case "Too many levels of symbolic links",
          "Too many levels of symbolic links or unable to access attributes of symbolic link" ->
          "symbolic link loop";
      default -> words;
    };
  }
}
