package org.quoin.programs;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FastforwardTest {
  private static final String MESSAGE = "Subject: hi\n\nbody\n";

  @TempDir Path folder;
  private TestPlace place;

  @BeforeEach
  void open() throws IOException {
    place = new TestPlace(folder);
    place.set("SENDER", "sue@example.net");
    place.set("RECIPIENT", "joe@x.example");
    place.set("DTLINE", "Delivered-To: joe@x.example\n");
  }

  @AfterEach
  void close() {
    place.close();
  }

  @Test
  void theRestOfAnAddressIsDefaultOrExtAtHost() throws IOException {
    compile("joe@x.example: a@y.example;");
    assertEquals(100, run("-d"));
    place.set("EXT", "joe");
    assertEquals(100, run("-d"));
    place.set("HOST", "x.example");
    assertEquals(0, run("-d"));
    assertEquals(
        """
        fastforward: fatal: $DEFAULT or $EXT must be set
        fastforward: fatal: $HOST must be set
        """,
        place.complained().replaceFirst("fastforward: qp \\d+\n", ""));
    assertEquals(List.of("a@y.example"), recipients());
  }

  @Test
  void aProgramThatWantsTheLinesNeedsThemAll() throws IOException {
    compile("joe@x.example: !cat\\ >got, a@y.example;");
    place.set("UFLINE", "From sue@example.net Mon Jan 01 00:00:00 2001\n");
    assertEquals(100, run());
    assertEquals("preline: usage: preline cmd [ arg ... ]\n", place.complained());
    assertEquals(Optional.empty(), place.queued());
  }

  @Test
  void aProgramThatIsKilledPutsTheMailOff() throws IOException {
    compile("joe@x.example: |kill\\ -9\\ $$, a@y.example;");
    assertEquals(111, run());
    assertEquals("fastforward: fatal: child crashed\n", place.complained());
    assertEquals(Optional.empty(), place.queued());
  }

  @Test
  void passingLeavesOutWhatFollowsOnlyIfThereIsATarget() throws IOException {
    compile("joe@x.example: a@y.example;");
    assertEquals(99, run("-p"));
    place.set("RECIPIENT", "nobody@x.example");
    assertEquals(0, run("-p"));
    assertEquals(100, run("-pP"));
    assertEquals(100, run("-p", "-P", "--"));
  }

  @Test
  void anOwnedAliasIsNotFollowed() throws IOException {
    compile("joe@x.example: list@x.example; list@x.example: ?own@x.example, a@y.example;");
    assertEquals(0, run());
    assertEquals(List.of("list@x.example"), recipients());
    assertEquals("sue@example.net", place.queued().orElseThrow().sender());
  }

  @Test
  void aBounceKeepsItsEmptySender() throws IOException {
    compile("joe@x.example: ?own@x.example, a@y.example;");
    place.set("SENDER", "");
    assertEquals(0, run());
    assertEquals("", place.queued().orElseThrow().sender());
  }

  @Test
  void ownersHaveWildcardsToo() throws IOException {
    compile("@x.example: ?own@x.example; joe@: a@y.example;");
    assertEquals(0, run());
    assertEquals("own@x.example", place.queued().orElseThrow().sender());
  }

  @Test
  void listsThatHaveEachOtherEnd() throws IOException {
    compile("joe@x.example: ./a.bin;");
    list("a.bin", "./b.bin\na@y.example\n./a.bin\n");
    list("b.bin", "./a.bin\nb@y.example\n./b.bin\n");
    assertEquals(0, run());
    assertEquals(List.of("b@y.example", "a@y.example"), recipients());
  }

  @Test
  void aHundredThousandLevelsAreFollowed() throws IOException {
    StringWriter text = new StringWriter();
    try (PrintWriter out = new PrintWriter(text)) {
      out.println("joe@x.example: a0@x.example;");
      for (int i = 0; i < 100_000; i++) {
        out.printf("a%d@x.example: a%d@x.example;%n", i, i + 1);
      }
    }
    compile(text.toString());
    assertEquals(0, run());
    assertEquals(List.of("a100000@x.example"), recipients());
  }

  @Test
  void aQuarterOfAMillionRecipientsAreForwarded() throws IOException {
    compile("joe@x.example: ./list.bin;");
    list("list.bin", numbered(250_000));
    assertEquals(0, run());
    assertEquals(250_000, recipients().size());
  }

  @Test
  void moreThanTheLimitArePutOff() throws IOException, InterruptedException, Fatal {
    compile("joe@x.example: ./list.bin;");
    list("list.bin", numbered(11));
    try (Standalone delivery =
            new Standalone(StandardInput.of(InputStream.nullInputStream()), place);
        AliasTable table = AliasTable.open(NamedFile.in(delivery, "cdb"))) {
      Expansion enough = new Expansion(delivery, table, program -> 0, 11);
      assertEquals(0, enough.follow(table.commands("joe@x.example").orElseThrow()));
      assertEquals(11, enough.recipients().size());
      Expansion tooFew = new Expansion(delivery, table, program -> 0, 10);
      Commands commands = table.commands("joe@x.example").orElseThrow();
      Fatal fatal = assertThrows(Fatal.class, () -> tooFew.follow(commands));
      assertEquals("fatal: more than 10 addresses", fatal.getMessage());
      assertEquals(111, fatal.exit());
    }
  }

  @Test
  void severalListsMakeNoLargerEnvelope() throws IOException {
    compile("joe@x.example: ./a.bin, ./b.bin;");
    list("a.bin", numbered(200_000));
    list("b.bin", numbered(200_000));
    assertEquals(111, run());
    assertEquals("fastforward: fatal: more than 8388608 bytes of addresses\n", place.complained());
  }

  @Test
  void noMoreIsReadThanTheLimit() throws IOException {
    compile("joe@x.example: ./long.bin;");
    try (FileChannel file = FileChannel.open(place.folder().resolve("long.bin"), CREATE, WRITE)) {
      file.write(ByteBuffer.allocate(1), 10L << 30);
    }
    assertEquals(111, run());
    assertEquals(
        "fastforward: fatal: unable to read ./long.bin: is longer than 8388608 bytes\n",
        place.complained());
  }

  private static String numbered(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append("recipient-").append(i).append("@y.example\n");
    }
    return text.toString();
  }

  private void compile(String text) throws IOException {
    assertEquals(0, place.run("setforward", List.of("cdb", "tmp"), text));
  }

  private void list(String name, String text) throws IOException {
    assertEquals(0, place.run("setmaillist", List.of(name, "tmp"), text));
  }

  private int run(String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("cdb");
    return place.run("fastforward", all, MESSAGE);
  }

  private List<String> recipients() throws IOException {
    return place.queued().orElseThrow().recipients();
  }
}
