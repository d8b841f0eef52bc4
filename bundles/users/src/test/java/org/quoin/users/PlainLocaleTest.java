package org.quoin.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.quoin.api.user.Account;

/** A process under LC_ALL=C, which cannot name files with letters beyond ASCII. */
@Timeout(60)
class PlainLocaleTest {
  private static final String ASSIGN =
      "=a:a:1:1:/home/a:::\n=e:e:1:1:/home/\u00c3\u00a9:::\n+s-:s:1:1:/home/\u00c3\u00a9:-::\n.\n";

  @Test
  void aHomeThatCannotBeNamedSpoilsOnlyItsOwnAccount() throws Exception {
    Process process = plain("a", "e", "s-x", "b");
    try {
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(process.waitFor(30, TimeUnit.SECONDS));
      String how = "has a home that this process cannot name under its LC_ALL";
      assertEquals(
          """
          a /home/a
          e users/assign line 2 %s
          s-x users/assign line 3 %s
          b nobody
          1 of 3
          """
              .formatted(how, how),
          said);
    } finally {
      process.destroyForcibly();
    }
  }

  private static Process plain(String... locals) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    ProcessBuilder builder =
        new ProcessBuilder(
            java.toString(), "-cp", System.getProperty("java.class.path"), Asked.class.getName());
    builder.command().addAll(List.of(locals));
    builder.environment().put("LC_ALL", "C");
    return builder.redirectErrorStream(true).start();
  }

  /** What runs there: says each local part's home. */
  static final class Asked {
    private Asked() {}

    public static void main(String[] locals) throws IOException {
      Assignments all = AssignSyntax.parse(ASSIGN);
      for (String local : locals) {
        System.out.println(local + " " + home(all, local));
      }
      int good = all.accounts().size();
      System.out.println(good + " of " + (good + all.troubles().size()));
    }

    private static String home(Assignments all, String local) {
      try {
        return all.find(local).map(Account::home).map(Path::toString).orElse("nobody");
      } catch (IOException e) {
        return String.valueOf(e.getMessage());
      }
    }
  }
}
