package org.quoin.bench;

import java.io.IOException;
import java.util.regex.Pattern;

/** Collects mail in the hold queue; moves it to the deferred one and has that flushed. */
record HeldPostfix(PostfixServer postfix, LogTail log) implements Held {
  private static final Pattern ENDED = Pattern.compile("/qmgr\\[\\d+\\]: \\w+: removed$");
  private static final Pattern TROUBLE =
      Pattern.compile(" status=(?!sent)| (error|fatal|panic): | warning: .*(failed|unable|cannot)");

  HeldPostfix(PostfixServer postfix) {
    this(postfix, new LogTail(postfix.log(), ENDED, TROUBLE));
  }

  @Override
  public MailServer server() {
    return postfix;
  }

  @Override
  public String domain(LocalRow row) {
    return row.alias().isEmpty() ? "localhost" : LocalAccounts.ALIAS_DOMAIN;
  }

  @Override
  public void fill(LocalRow row, int first, int mails) throws Exception {
    Feeder.kept(postfix.port()).send(mails, n -> row.address(first + n, domain(row)));
    postfix.tool("postsuper", "-H", "ALL");
  }

  @Override
  public void release() throws IOException {
    postfix.tool("postqueue", "-f");
  }

  @Override
  public long ended() throws IOException {
    return log.count();
  }

  @Override
  public void close() throws IOException {
    log.close();
  }
}
