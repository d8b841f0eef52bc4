package org.quoin.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.kit.Await;
import org.quoin.kit.LoadClient;
import org.quoin.kit.LoadPlan;
import org.quoin.kit.Platform;

/**
 * Real readers of what we write, while we write it: Dovecot, which also writes its own lines into
 * an mbox, and mutt. Every mail goes into a maildir and into an mbox.
 */
@NeedsDistribution
final class ReadersIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int MAILS = 150;
  private static final int BYTES = 5000;
  private static final String BOTH = "./Maildir/\n./Mailbox\n";
  private static final String[] FETCH = {"fetch", "hdr body", "mailbox", "INBOX", "ALL"};

  /** The lines of {@link LoadClient}'s mails. */
  private static final Pattern LINE = Pattern.compile("(?m)^x{70}\r?$");

  private static final Pattern TOKEN = Pattern.compile("(?mi)^X-Token: (\\S+)\r?$");

  @TempDir Path folder;

  @Test
  void readersAndDeliveriesKeepOutOfEachOthersWay() throws Exception {
    Path base = folder.resolve("base");
    Path home = base.resolve("home/alice");
    Path mbox = home.resolve("Mailbox");
    Mutt mutt = new Mutt(folder.resolve("mutt"));
    Dovecot maildirs = new Dovecot(folder.resolve("d1"), "maildir:" + home.resolve("Maildir"));
    Dovecot mboxes = new Dovecot(folder.resolve("d2"), "mbox:%/mail:INBOX=" + mbox);
    try (Platform platform = new Platform(base).with("control/defaultdelivery", BOTH).start();
        LoadClient client = new LoadClient(plan(platform))) {
      client.start();
      Await.until("the first mail is there", LIMIT, () -> Files.exists(mbox) && !empty(mbox));
      int seen = 0;
      while (!client.ended(Duration.ofMillis(1))) {
        int before = seen;
        seen = whole(mboxes.doveadm(FETCH)).size();
        assertTrue(seen >= before, "the mbox has lost mail");
        whole(mutt.messages(mbox, "~A"));
        whole(maildirs.doveadm(FETCH));
      }
      assertEquals(Set.of(), Proof.drained(platform, client.ledger()).missing());
      Set<String> accepted = new TreeSet<>(client.ledger().accepted());
      assertEquals(accepted, whole(mboxes.doveadm(FETCH)), "Dovecot, mbox");
      assertEquals(accepted, whole(maildirs.doveadm(FETCH)), "Dovecot, maildir");
      assertEquals(accepted, whole(mutt.messages(mbox, "~N")), "mutt, mbox, all new");
      assertEquals(accepted, whole(mutt.messages(home.resolve("Maildir"), "~A")), "mutt, maildir");
      List<Long> files = fileSizes(home.resolve("Maildir"));
      assertEquals(files, sizes(maildirs), "sizes in the maildir");
      assertEquals(files, sizes(mboxes), "sizes in the mbox: the same mail");
      readAll(mboxes);
      assertEquals(accepted, whole(mutt.messages(mbox, "~R")), "mutt, mbox, all read");
    }
  }

  /** Dovecot finds all mail unread, and reads it. */
  private static void readAll(Dovecot dovecot) throws IOException {
    String[] ask = {"mailbox", "status", "messages unseen", "INBOX"};
    assertEquals("INBOX messages=" + MAILS + " unseen=" + MAILS, dovecot.doveadm(ask).strip());
    dovecot.doveadm("flags", "add", "\\Seen", "mailbox", "INBOX", "ALL");
    assertEquals("INBOX messages=" + MAILS + " unseen=0", dovecot.doveadm(ask).strip());
  }

  /** In bytes, the smallest first, as Dovecot finds them. */
  private static List<Long> sizes(Dovecot dovecot) throws IOException {
    return dovecot
        .doveadm("-f", "flow", "fetch", "size.physical", "mailbox", "INBOX", "ALL")
        .lines()
        .map(line -> Long.valueOf(line.replaceAll("\\D", "")))
        .sorted()
        .toList();
  }

  private static List<Long> fileSizes(Path maildir) throws IOException {
    List<Long> sizes = new ArrayList<>();
    for (String part : List.of("new", "cur")) {
      try (Stream<Path> files = Files.list(maildir.resolve(part))) {
        for (Path file : files.toList()) {
          sizes.add(Files.size(file));
        }
      }
    }
    sizes.sort(null);
    return sizes;
  }

  private static boolean empty(Path mbox) throws IOException {
    return Files.size(mbox) == 0;
  }

  /** The tokens of mails, each of which must be there once, with as many lines as the others. */
  private static Set<String> whole(String mails) {
    Set<String> tokens = new TreeSet<>();
    Matcher found = TOKEN.matcher(mails);
    while (found.find()) {
      assertTrue(tokens.add(found.group(1)), () -> "twice: " + found.group(1));
    }
    long lines = LINE.matcher(mails).results().count();
    assertEquals(0, tokens.isEmpty() ? lines : lines % tokens.size(), "lines are missing");
    return tokens;
  }

  private static LoadPlan plan(Platform platform) {
    return new LoadPlan(platform.port(), 8, MAILS, 10, BYTES, List.of("alice@localhost"));
  }
}
