package org.quoin.kit;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the tokens of delivered mails out of all Maildirs below a folder of home folders. */
public final class Maildirs {
  /** The header field that carries a mail's token. */
  public static final String TOKEN = "X-Token: ";

  private final Path homes;
  private final Map<Path, String> known = new HashMap<>();

  public Maildirs(Path homes) {
    this.homes = homes;
  }

  /** How often each token is there. Files once read are not read again. */
  public Map<String, Integer> tokens() throws IOException {
    Map<String, Integer> counts = new HashMap<>();
    for (Path file : files()) {
      String token = known.get(file);
      if (token == null) {
        token = token(file);
        known.put(file, token);
      }
      counts.merge(token, 1, Integer::sum);
    }
    return counts;
  }

  /** The messages with this token, whole. */
  public List<String> texts(String token) throws IOException {
    tokens();
    List<String> texts = new ArrayList<>();
    for (Map.Entry<Path, String> entry : known.entrySet()) {
      if (entry.getValue().equals(token)) {
        texts.add(Files.readString(entry.getKey(), StandardCharsets.ISO_8859_1));
      }
    }
    return texts;
  }

  /** How many messages there are: only listed, to be of little weight beside a benchmark. */
  public int count() throws IOException {
    int count = 0;
    for (Path folder : folders()) {
      String[] names = folder.toFile().list();
      if (names == null && Files.exists(folder)) {
        throw new IOException("cannot list " + folder);
      }
      count += names == null ? 0 : names.length;
    }
    return count;
  }

  /** All messages. */
  public List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path folder : folders()) {
      list(folder, files);
    }
    return files;
  }

  private List<Path> folders() throws IOException {
    List<Path> folders = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(homes)) {
      for (Path home : all) {
        folders.add(home.resolve("Maildir/new"));
        folders.add(home.resolve("Maildir/cur"));
      }
    }
    return folders;
  }

  private static void list(Path folder, List<Path> files) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      entries.forEach(files::add);
    } catch (NoSuchFileException e) {
      return;
    }
  }

  private static String token(Path file) throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      String line = reader.readLine();
      while (line != null && !line.isEmpty()) {
        if (line.startsWith(TOKEN)) {
          return line.substring(TOKEN.length());
        }
        line = reader.readLine();
      }
      return "";
    }
  }
}
