package org.quoin.control;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;

/** Control files on the real disk. Links are followed; only regular files can be read. */
final class DiskSource implements FileSource {

  @Override
  public Optional<Stamp> stamp(Path file) throws IOException {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(file, BasicFileAttributes.class);
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    }
    if (!attributes.isRegularFile()) {
      throw new IOException(file + " is not a file");
    }
    Instant modified = attributes.lastModifiedTime().toInstant();
    return Optional.of(
        new Stamp(modified, changed(file, modified), attributes.size(), attributes.fileKey()));
  }

  /** The file's ctime; where the file system has none, the given time. */
  private static Instant changed(Path file, Instant modified) throws IOException {
    boolean known = file.getFileSystem().supportedFileAttributeViews().contains("unix");
    return known ? ((FileTime) Files.getAttribute(file, "unix:ctime")).toInstant() : modified;
  }

  @Override
  public String read(Path file, int limitBytes) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(limitBytes + 1);
      if (bytes.length > limitBytes) {
        throw new IOException(file + " is longer than " + limitBytes + " bytes");
      }
      return withoutNul(new String(bytes, StandardCharsets.ISO_8859_1), file);
    }
  }

  /** No name or address has a NUL: such a file is damaged, or not a control file at all. */
  private static String withoutNul(String text, Path file) throws IOException {
    int nul = text.indexOf('\0');
    if (nul >= 0) {
      throw new IOException(file + " has a NUL byte at offset " + nul);
    }
    return text;
  }
}
