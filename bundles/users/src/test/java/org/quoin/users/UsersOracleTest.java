package org.quoin.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.quoin.api.user.Account;

/** The recorded cases of {@code users.json} that are about {@code users/assign}. */
class UsersOracleTest {
  private int passed;
  private int listed;

  @Test
  void recordedCasesOfAssignPass() throws IOException {
    JsonNode cases = new ObjectMapper().readTree(oracles().resolve("users.json").toFile());
    for (JsonNode each : cases) {
      if (isListed(each)) {
        listed++;
      } else {
        check(each);
        passed++;
      }
    }
    System.out.printf("users.json: %d of %d cases pass, %d listed%n", passed, cases.size(), listed);
    assertTrue(passed >= 38, "only " + passed);
  }

  /**
   * cdb files, the system's accounts and pw2u are not in this slice. Without a file qmail asks the
   * system's accounts; here that is a deliberate difference: mail waits, see AssignDirectoryTest.
   */
  private static boolean isListed(JsonNode each) {
    String kind = each.get("kind").asText();
    boolean noFile = each.at("/setup/assign").isNull();
    return !(kind.equals("lookup") || kind.equals("newu")) || noFile;
  }

  private static void check(JsonNode each) throws IOException {
    String id = each.get("id").asText();
    String assign = each.at("/setup/assign").asText();
    JsonNode expect = each.get("expect");
    if (each.get("kind").asText().equals("lookup")) {
      checkLookup(id, AssignSyntax.parse(assign).find(each.get("local").asText()), expect);
    } else if (expect.get("cdb_written").asBoolean()) {
      AssignSyntax.parse(assign);
    } else {
      assertThrows(IOException.class, () -> AssignSyntax.parse(assign), id);
    }
  }

  private static void checkLookup(String id, Optional<Account> found, JsonNode expect) {
    if (expect.path("user").asText().equals("alias")) {
      assertEquals(Optional.empty(), found, id + ": only qmail-getpw knows");
      return;
    }
    Account account = found.orElseThrow(() -> new AssertionError(id));
    if (expect.path("not_run").asBoolean()) {
      assertEquals(0, account.uid(), id);
      return;
    }
    assertEquals(expect.get("user").asText(), account.user(), id);
    assertEquals(expect.get("uid").asLong(), account.uid(), id);
    assertEquals(expect.get("gid").asLong(), account.gid(), id);
    assertEquals(Path.of(expect.get("home").asText()), account.home(), id);
    assertEquals(expect.get("dash").asText(), account.dash(), id);
    assertEquals(expect.get("ext").asText(), account.ext(), id);
  }

  private static Path oracles() {
    String folder = System.getProperty("quoin.oracles");
    return folder != null
        ? Path.of(folder)
        : Path.of(System.getProperty("quoin.root"), "itests", "oracles");
  }
}
