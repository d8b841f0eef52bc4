package org.quoin.users;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.quoin.api.user.Account;
import org.quoin.codec.CdbReader;

/**
 * One recorded case; {@code itests/oracles/README.md} describes the format. A failure is compared
 * by its text and exit code: 100 is an argument that cannot be, 111 all else.
 *
 * @param folder an empty one, for users/
 */
record UsersCase(JsonNode json, Path folder) {
  private static final String ALIAS = "alias";
  private static final long ALIAS_UID = 7790;
  private static final long ALIAS_GID = 2108;

  String expected() {
    JsonNode expect = json.get("expect");
    return switch (json.get("kind").asText()) {
      case "lookup" -> expect.path("not_run").asBoolean() ? "as root" : account(expect);
      case "getpw" -> expect.get("exit").asInt() == 0 ? account(expect) : failure(expect);
      case "newu" -> expect.get("cdb_written").asBoolean() ? "written" : failure(expect);
      case "pw2u" -> expect.get("stdout").asText() + failure(expect);
      case "cdb" -> expect.get("cdb_base64").asText() + records(expect.get("records"));
      case "reload" ->
          expect.get("user_before_newu").asText() + ", " + expect.get("user_after_newu").asText();
      case "broken" -> expect.get("delivery_log").asText().replaceAll(":.*", "");
      default -> "unknown kind";
    };
  }

  String done() throws IOException {
    UsersOracleTest.write(assign(), json.at("/setup/assign"));
    return switch (json.get("kind").asText()) {
      case "lookup" -> lookup();
      case "getpw" -> getpw();
      case "newu" -> newu();
      case "pw2u" -> pw2u();
      case "cdb" -> table();
      case "reload" -> reload();
      case "broken" -> broken();
      default -> "no such kind here";
    };
  }

  /** By the text and by the table, each followed by the system's accounts, as in qmail-lspawn. */
  private String lookup() throws IOException {
    String local = json.get("local").asText();
    boolean there = Files.exists(assign());
    if (there) {
      compile();
    }
    String byTable = shown(orSystem(new CdbDirectory(cdb(), true).find(local), local));
    if (there) {
      Optional<Account> found = AssignSyntax.parse(json.at("/setup/assign").asText()).find(local);
      String byText = shown(orSystem(found, local));
      return byText.equals(byTable) ? byTable : byTable + ", but by the text " + byText;
    }
    return byTable;
  }

  private Optional<Account> orSystem(Optional<Account> found, String local) throws IOException {
    return found.isPresent() ? found : system().find(local);
  }

  private String getpw() throws IOException {
    JsonNode local = json.get("local");
    return local.isNull() ? "100 " : shown(system().find(local.asText()));
  }

  private String newu() {
    try {
      compile();
      return "written";
    } catch (IOException e) {
      // Ours adds which line is bad.
      String message = String.valueOf(e.getMessage());
      return "111 qmail-newu: fatal: " + message.replaceFirst(": .*", "") + "\n";
    }
  }

  private String pw2u() {
    StringBuilder out = new StringBuilder();
    try {
      List<String> args = new ArrayList<>();
      json.get("args").forEach(arg -> args.add(arg.asText()));
      JsonNode texts = json.at("/setup/users_files");
      Pw2uFiles files =
          Pw2uFiles.read(
              name -> texts.has(name) ? Optional.of(texts.get(name).asText()) : Optional.empty());
      Pw2u pw2u = new Pw2u(Pw2uOptions.parse(args), files, homes()::get, ALIAS);
      out.append(pw2u.accounts(json.get("stdin").asText()));
      out.append(pw2u.others());
      return out + "0 ";
    } catch (IllegalArgumentException e) {
      return out + "100 ";
    } catch (IOException e) {
      return out + "111 qmail-pw2u: fatal: " + e.getMessage() + "\n";
    }
  }

  private String table() throws IOException {
    compile();
    return Base64.getEncoder().encodeToString(Files.readAllBytes(cdb())) + records();
  }

  private String reload() throws IOException {
    CdbDirectory directory = new CdbDirectory(cdb(), true);
    compile();
    UsersOracleTest.write(assign(), json.at("/setup/assign_later"));
    String before = directory.find("joe").orElseThrow().user();
    compile();
    return before + ", " + directory.find("joe").orElseThrow().user();
  }

  private String broken() throws IOException {
    UsersOracleTest.write(cdb(), json.at("/setup/cdb"));
    try {
      return shown(new CdbDirectory(cdb(), true).find("joe"));
    } catch (IOException e) {
      return "deferral";
    }
  }

  private void compile() throws IOException {
    new Newu(new TextFile(assign(), "users/assign", 1 << 20), new Replacement(cdb())).compile();
  }

  private Path assign() {
    return folder.resolve("assign");
  }

  private Path cdb() {
    return folder.resolve("cdb");
  }

  private SystemAccounts system() {
    Map<String, Passwd.Entry> entries = new HashMap<>();
    for (JsonNode each : json.at("/setup/accounts")) {
      if (!each.get("name").asText().equals(ALIAS)) {
        Passwd.Entry entry =
            new Passwd.Entry(
                each.get("name").asText(),
                each.get("uid").asLong(),
                each.get("gid").asLong(),
                each.get("home").asText());
        entries.put(entry.name(), entry);
      }
    }
    entries.put(ALIAS, new Passwd.Entry(ALIAS, ALIAS_UID, ALIAS_GID, "/alias-home"));
    return new SystemAccounts(new Passwd(entries), homes()::get, ALIAS);
  }

  /** The homes of the accounts, and that of the alias user in the input of qmail-pw2u. */
  private Found homes() {
    Map<String, Homes.Home> homes = new HashMap<>();
    homes.put("/u/gpalias", new Homes.Home(3190, 3100, true));
    for (JsonNode each : json.at("/setup/accounts")) {
      long uid = each.get("uid").asLong();
      switch (each.path("home_state").asText()) {
        case "owned by the account" -> homes.put(each.get("home").asText(), home(uid));
        case "owned by another uid" -> homes.put(each.get("home").asText(), home(uid + 1));
        default -> {}
      }
    }
    return new Found(homes);
  }

  private static Homes.Home home(long uid) {
    return new Homes.Home(uid, 1, true);
  }

  /** What is on the disk of the case. */
  private record Found(Map<String, Homes.Home> homes) {
    Optional<Homes.Home> get(String path) {
      return Optional.ofNullable(homes.get(path));
    }
  }

  private static String failure(JsonNode expect) {
    return expect.get("exit").asText() + " " + expect.path("stderr").asText();
  }

  private static String account(JsonNode expect) {
    return List.of("user", "uid", "gid", "home", "dash", "ext").stream()
        .map(field -> known(expect.get(field).asText()))
        .toList()
        .toString();
  }

  private static String known(String text) {
    return text.replace("<UID alias>", Long.toString(ALIAS_UID))
        .replace("<GID alias>", Long.toString(ALIAS_GID))
        .replace("<ALIASHOME>", "/alias-home");
  }

  private static String shown(Optional<Account> found) {
    if (found.isEmpty()) {
      return "nobody";
    }
    Account account = found.get();
    return account.uid() == 0
        ? "as root"
        : List.of(
                account.user(),
                account.uid(),
                account.gid(),
                account.home(),
                account.dash(),
                account.ext())
            .toString();
  }

  private String records() throws IOException {
    List<String> records = new ArrayList<>();
    try (SeekableByteChannel in = Files.newByteChannel(cdb())) {
      new CdbReader(in)
          .records(
              1000,
              (key, value) ->
                  records.add(new String(key, ISO_8859_1) + "=" + new String(value, ISO_8859_1)));
    }
    return records.toString();
  }

  private static String records(JsonNode expected) {
    List<String> records = new ArrayList<>();
    expected.forEach(each -> records.add(each.get(0).asText() + "=" + each.get(1).asText()));
    return records.toString();
  }
}
