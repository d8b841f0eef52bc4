package org.quoin.programs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** maildirmake and maildirwatch. */
class MaildirProgramsTest {
  private static final String CLEAR = "\033[;H\033[;J";

  @TempDir Path folder;
  private TestPlace place;

  @BeforeEach
  void setUp() throws IOException {
    place = new TestPlace(folder);
  }

  @AfterEach
  void tearDown() {
    place.close();
  }

  private void mail(String name, long seconds, String text) throws IOException {
    Path file = place.folder().resolve("Maildir/new").resolve(name);
    Files.writeString(file, text, StandardCharsets.ISO_8859_1);
    Files.setLastModifiedTime(file, FileTime.fromMillis(seconds * 1000));
  }

  private int watch() throws IOException {
    place.set("MAILDIR", "./Maildir");
    return place.run("maildirwatch", List.of("--once"), "");
  }

  @Test
  void makeAndWatchAMaildir() throws IOException {
    assertEquals(0, place.run("maildirmake", List.of("./Maildir"), ""));
    assertEquals(0, watch());
    assertEquals(CLEAR, place.written());
  }

  @Test
  void showMailsTheOldestFirst() throws IOException {
    place.run("maildirmake", List.of("Maildir"), "");
    mail("1", 20, "Subject: second\n\ntext\nmore\n");
    mail(
        "2",
        10,
        "Return-Path: <sue@x>\nDelivered-To: joe@y\nFrom: Sue\nSubject: first\n\n"
            + "long ".repeat(100));
    mail(".hidden", 5, "Subject: no\n\n");
    assertEquals(0, watch());
    String text = ("first//" + "long ".repeat(100)).substring(0, 158);
    assertEquals(
        CLEAR
            + "FROM <sue@x> TO <joe@y>\n\033[1mFrom: Sue\033[0m\n"
            + text
            + "\n\nFROM ? TO <?>\nsecond//text/more/\n\n",
        place.written());
  }

  @Test
  void letNoMailSteerTheTerminal() throws IOException {
    place.run("maildirmake", List.of("Maildir"), "");
    mail("1", 1, "From: \u001b[2J\u009b\nDelivered-To: a\rb\nSubject: \u0007\0\n\n\u001bc\n");
    mail("2", 2, "");
    mail("3", 3, "X: " + "x".repeat(1 << 20));
    assertEquals(0, watch());
    String after = place.written().substring(CLEAR.length());
    assertTrue(
        after.startsWith("FROM ? TO <a?b>\n\033[1mFrom: /[2J/\033[0m\n/////c/\n\nFROM ?"), after);
  }

  @Test
  void tellTheirTrouble() throws IOException {
    assertEquals(100, place.run("maildirwatch", List.of("-x"), ""));
    assertEquals(111, place.run("maildirwatch", List.of(), ""));
    assertEquals(111, watch());
    String said = place.complained();
    assertTrue(
        said.startsWith(
            """
            maildirwatch: usage: maildirwatch [ --once ]
            maildirwatch: fatal: MAILDIR not set
            maildirwatch: fatal: unable to scan \
            """),
        said);
    assertTrue(said.endsWith("Maildir/new: file does not exist\n"), said);
  }
}
