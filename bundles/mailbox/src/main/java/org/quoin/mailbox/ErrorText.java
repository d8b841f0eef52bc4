package org.quoin.mailbox;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What went wrong with a file, in qmail's words: {@code file does not exist}. */
final class ErrorText {
  /** How {@code java.io} gives the system's reason: {@code /a/b (Permission denied)}. */
  private static final Pattern IN_BRACKETS = Pattern.compile("\\(([^()]*)\\)$");

  private ErrorText() {}

  static String of(IOException e) {
    return switch (e) {
      case MboxBusy busy -> "timed out";
      case FileSystemLoopException loop -> "symbolic link loop";
      case NotDirectoryException file -> "not a directory";
      case ClosedByInterruptException interrupt -> "interrupted system call";
      case NoSuchFileException missing -> "file does not exist";
      case FileAlreadyExistsException there -> "file already exists";
      case AccessDeniedException denied -> "access denied";
      case FileSystemException other -> reason(other.getReason(), other);
      case FileNotFoundException unopened -> inBrackets(unopened);
      default -> reason(e.getMessage(), e);
    };
  }

  /** A file's name for a report: one line, one character per byte. */
  static String name(Path path) {
    byte[] bytes = path.toString().getBytes(StandardCharsets.UTF_8);
    return new String(bytes, StandardCharsets.ISO_8859_1).replace('\n', '_');
  }

  private static String inBrackets(FileNotFoundException e) {
    Matcher found = IN_BRACKETS.matcher(Objects.requireNonNullElse(e.getMessage(), ""));
    return found.find() ? reason(found.group(1), e) : reason(e.getMessage(), e);
  }

  private static String reason(@Nullable String text, IOException e) {
    String reason = text == null ? e.getClass().getSimpleName() : text.toLowerCase(Locale.ROOT);
    return switch (reason) {
      case "permission denied" -> "access denied";
      case "operation not permitted" -> "permission denied";
      case "no such file or directory" -> "file does not exist";
      case "no space left on device" -> "out of disk space";
      case "invalid cross-device link" -> "cross-device link";
      case "text file busy" -> "text busy";
      case "file too large" -> "file too big";
      case "too many open files" -> "process cannot open more files";
      case "too many open files in system" -> "system cannot open more files";
      case "no such device or address" -> "device not configured";
      case "too many levels of symbolic links",
          "too many levels of symbolic links or unable to access attributes of symbolic link" ->
          "symbolic link loop";
      default -> reason.replace('\n', '_');
    };
  }
}
