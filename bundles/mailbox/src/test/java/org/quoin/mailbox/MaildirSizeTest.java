package org.quoin.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaildirSizeTest {
  @TempDir Path maildir;

  @Test
  void allLinesBehindTheQuotaAreAdded() {
    MaildirSize size = parse("1000S,10C\n300 3\n          20 1\n-100 -1\n");
    assertEquals(new Quota(1000, 10), size.quota());
    assertEquals(new Usage(220, 3), size.usage());
    assertEquals(3, size.entries());
    assertTrue(size.whole());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1000S\n",
        "1000S\n5\n",
        "1000S\n5 x\n",
        "1000S\n5 1 1\n",
        "1000S\n5 1\n\n",
        "1000S\n5 1\n-6 1\n",
        "1000S\n5 1\n5 -2\n",
        "1000S\n99999999999999999999 1\n",
        "1000S\n5 1\0\n"
      })
  void aDamagedFileKeepsItsQuotaAndIsCounted(String text) {
    MaildirSize size = parse(text);
    assertFalse(size.whole());
    assertEquals(new Quota(1000, Quota.NONE), size.quota());
  }

  @Test
  void aFileThatHasGrownLongIsCounted() throws IOException {
    String start = "1000S\n";
    Files.writeString(maildir.resolve("maildirsize"), start + "0 0\n".repeat(1278));
    assertTrue(MaildirSize.read(maildir).orElseThrow().whole(), "5118 bytes");
    Files.writeString(maildir.resolve("maildirsize"), start + "0 0\n".repeat(1279));
    assertFalse(MaildirSize.read(maildir).orElseThrow().whole(), "5122 bytes");
    Files.writeString(maildir.resolve("maildirsize"), start + "0 0\n".repeat(1_000_000));
    assertTrue(MaildirSize.read(maildir).orElseThrow().entries() < 2000, "it is not all read");
  }

  @Test
  void whatIsNoFileNamesNoQuota() throws IOException {
    assertTrue(MaildirSize.read(maildir).isEmpty());
    Files.createDirectory(maildir.resolve("maildirsize"));
    MaildirSize size = MaildirSize.read(maildir).orElseThrow();
    assertTrue(size.quota().isUnlimited());
    assertFalse(size.whole());
  }

  @Property
  void noTextIsACrash(@ForAll String text) {
    MaildirSize size = parse(text);
    assertTrue(!size.whole() || size.usage().bytes() >= 0);
  }

  private static MaildirSize parse(String text) {
    return MaildirSize.parse(text, Instant.EPOCH);
  }
}
