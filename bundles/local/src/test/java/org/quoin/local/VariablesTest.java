package org.quoin.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.quoin.api.Address;
import org.quoin.api.Sender;
import org.quoin.api.delivery.Instructions;
import org.quoin.api.user.Account;

class VariablesTest {
  private static final Instant TIME = Instant.ofEpochSecond(981_364_087);

  @Test
  void allOfThemTellOfTheDelivery() {
    Map<String, String> expected =
        Map.ofEntries(
            Map.entry("USER", "joe"),
            Map.entry("HOME", "/home/joe"),
            Map.entry("LOCAL", "joe-a-b-c-d"),
            Map.entry("HOST", "one.two.example"),
            Map.entry("HOST2", "one.two"),
            Map.entry("HOST3", "one"),
            Map.entry("HOST4", "one"),
            Map.entry("EXT", "a-b-c-d"),
            Map.entry("EXT2", "b-c-d"),
            Map.entry("EXT3", "c-d"),
            Map.entry("EXT4", "d"),
            Map.entry("DEFAULT", "c-d"),
            Map.entry("RECIPIENT", "joe-a-b-c-d@one.two.example"),
            Map.entry("SENDER", "sue ann@y"),
            Map.entry("NEWSENDER", "own@er"),
            Map.entry("DTLINE", "Delivered-To: joe-a-b-c-d@one.two.example\n"),
            Map.entry("RPLINE", "Return-Path: <\"sue ann\"@y>\n"),
            Map.entry("UFLINE", "From sue-ann@y Mon Feb 05 09:08:07 2001\n"));
    assertEquals(
        expected,
        variables("a-b-c-d", "joe-a-b-c-d@one.two.example", "sue ann@y", Optional.of("c-d")));
  }

  @Test
  void partsThatAreNotThereAreEmpty() {
    Map<String, String> variables = variables("", "joe@.a.", "", Optional.empty());
    assertEquals("", variables.get("EXT2"));
    assertEquals(".a", variables.get("HOST2"));
    assertEquals("", variables.get("HOST3"));
    assertEquals("", variables.get("HOST4"));
    assertEquals(false, variables.containsKey("DEFAULT"));
    assertEquals("From MAILER-DAEMON Mon Feb 05 09:08:07 2001\n", variables.get("UFLINE"));
    assertEquals("Return-Path: <>\n", variables.get("RPLINE"));
  }

  private static Map<String, String> variables(
      String ext, String recipient, String sender, Optional<String> matched) {
    Account account = new Account("joe", 1000, 1000, Path.of("/home/joe"), "-", ext);
    TraceLines trace = new TraceLines(new Sender(sender), new Address(recipient));
    Instructions found = new Instructions(Optional.empty(), matched, Instructions.Owner.NONE);
    return Variables.of(account, trace, found, new Sender("own@er"), TIME);
  }
}
