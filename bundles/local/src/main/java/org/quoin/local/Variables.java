package org.quoin.local;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.quoin.api.Sender;
import org.quoin.api.delivery.Instructions;
import org.quoin.api.user.Account;

/**
 * The environment that tells a program about the delivery (L9, qmail-command(8)). Values are bytes,
 * one character per byte.
 */
final class Variables {
  private Variables() {}

  /**
   * @param newSender of forwards (L10)
   * @param time for UFLINE
   */
  static Map<String, String> of(
      Account account, TraceLines trace, Instructions found, Sender newSender, Instant time) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("USER", account.user());
    variables.put("HOME", bytes(account.home()));
    variables.put("LOCAL", trace.recipient().localPart());
    variables.put("HOST", trace.recipient().domain());
    variables.put("RECIPIENT", trace.recipient().text());
    variables.put("SENDER", trace.sender().text());
    variables.put("NEWSENDER", newSender.text());
    variables.put("DTLINE", trace.deliveredTo());
    variables.put("RPLINE", trace.returnPath());
    variables.put("UFLINE", trace.from(time));
    String ext = account.ext();
    String host = trace.recipient().domain();
    variables.put("EXT", ext);
    for (int i = 2; i <= 4; i++) {
      ext = behindHyphen(ext);
      host = beforeLastDot(host);
      variables.put("EXT" + i, ext);
      variables.put("HOST" + i, host);
    }
    found.matched().ifPresent(matched -> variables.put("DEFAULT", matched));
    return variables;
  }

  private static String behindHyphen(String ext) {
    int hyphen = ext.indexOf('-');
    return hyphen < 0 ? "" : ext.substring(hyphen + 1);
  }

  /** A host without a dot stays as it is. */
  private static String beforeLastDot(String host) {
    int dot = host.lastIndexOf('.');
    return dot < 0 ? host : host.substring(0, dot);
  }

  private static String bytes(Path home) {
    return new String(
        home.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
