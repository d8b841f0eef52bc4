package org.quoin.smtpd;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.quoin.api.user.Login;
import org.quoin.fuzz.Claim;
import org.quoin.fuzz.Draw;

/**
 * Responses of PLAIN, LOGIN, CRAM-MD5 and SCRAM-SHA-256. The first byte chooses; bytes 255, which
 * no UTF-8 has, stand between the responses.
 */
public final class SaslFuzz {
  private static final String GREETING = "<1.2@test>";

  private SaslFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    Draw draw = new Draw(input);
    int choice = draw.number();
    String text = draw.text();
    base64(text);
    String[] responses = text.split("\u00ff", -1);
    String first = responses[0];
    String second = responses.length > 1 ? responses[1] : "";
    switch (choice % 5) {
      case 0 -> plain(first);
      case 1 -> login(first, second);
      case 2 -> cramMd5(first);
      case 3 -> scram(first, second);
      default -> foreignScram(first, second);
    }
  }

  private static void base64(String text) {
    Claim.same(Optional.of(text), SaslLine.decoded(SaslLine.encoded(text)), "base64");
    Optional<String> decoded = SaslLine.decoded(text);
    decoded.ifPresent(bytes -> Claim.same(text, SaslLine.encoded(bytes), "base64 of one form"));
  }

  /** The text in bytes of UTF-8; empty if they are not. */
  private static Optional<String> utf8(String bytes) {
    String text = new String(Draw.bytes(bytes), StandardCharsets.UTF_8);
    boolean same = Arrays.equals(Draw.bytes(bytes), text.getBytes(StandardCharsets.UTF_8));
    return same ? Optional.of(text) : Optional.empty();
  }

  private static void plain(String response) throws IOException {
    OneUser judge = new OneUser();
    Step step = new PlainExchange(judge).next(response);
    String right = OneUser.NAME + "\0" + OneUser.PASSWORD;
    boolean done = response.equals("\0" + right) || response.equals(OneUser.NAME + "\0" + right);
    Claim.same(done, step instanceof Step.Done, "whoever knows the password, and nobody else");
    if (step instanceof Step.Failed failed) {
      Claim.that(utf8(response).orElse("").contains("\0" + failed.user() + "\0"), "the name");
    }
  }

  private static void login(String name, String password) throws IOException {
    LoginExchange exchange = new LoginExchange(new OneUser());
    Step step = exchange.next(name);
    boolean sound = utf8(name).filter(text -> !text.isEmpty() && text.indexOf(0) < 0).isPresent();
    Claim.same(sound, step instanceof Step.Challenge, "a name");
    if (sound) {
      boolean done = name.equals(OneUser.NAME) && password.equals(OneUser.PASSWORD);
      Claim.same(done, exchange.next(password) instanceof Step.Done, "name and password");
    }
  }

  private static void cramMd5(String response) throws IOException {
    OneUser judge = new OneUser();
    Step step = new CramMd5Exchange(judge, GREETING).next(response);
    boolean shaped =
        utf8(response).filter(text -> text.matches("[^\0]+ [0-9A-Fa-f]{32}")).isPresent();
    Claim.same(shaped, judge.wasAsked(), "a name, a blank and a digest");
    String right = OneUser.NAME + " " + OneUser.digest(GREETING);
    Claim.same(
        response.equalsIgnoreCase(right) && response.startsWith(OneUser.NAME),
        step instanceof Step.Done,
        "the digest");
  }

  private static ScramExchange exchange() {
    return new ScramExchange(new OneUser(), new ScramDecoys(new byte[32]), "server");
  }

  /** A client that knows the password and writes its messages with these parts. */
  private static void scram(String message, String extensions) throws IOException {
    Optional<ScramFirst> first = ScramFirst.parse(message);
    ScramExchange exchange = exchange();
    Step step = exchange.next(message);
    Claim.same(first.isPresent(), step instanceof Step.Challenge, "what is read is answered");
    if (first.isEmpty() || !(step instanceof Step.Challenge challenge)) {
      return;
    }
    Claim.same(message, first.get().header() + first.get().bare(), "nothing is lost");
    String more = areExtensions(extensions) ? extensions : "";
    String nonce = first.get().nonce() + "server";
    String bound = "c=" + SaslLine.encoded(first.get().header()) + ",r=" + nonce + more;
    String signed = first.get().bare() + "," + challenge.text() + "," + bound;
    Step last = exchange.next(bound + ",p=" + OneUser.proof(signed));
    if (first.get().user().equals(OneUser.NAME)) {
      Claim.same(new Step.Challenge("v=" + OneUser.signature(signed)), last, "both are known");
      Claim.same(new Step.Done(new Login(OneUser.NAME)), exchange.next(""), "he is in");
    } else {
      Claim.same(new Step.Failed(first.get().user()), last, "nobody else is");
    }
  }

  private static boolean areExtensions(String text) {
    String[] parts = text.split(",", -1);
    return parts[0].isEmpty()
        && Arrays.stream(parts).skip(1).allMatch(part -> part.matches("(?!p)[A-Za-z]=[^\0]*"));
  }

  /** A client that knows nothing. */
  private static void foreignScram(String message, String last) throws IOException {
    ScramExchange exchange = exchange();
    if (exchange.next("n,,n=" + OneUser.NAME + ",r=client") instanceof Step.Challenge) {
      Step step = exchange.next(last.isEmpty() ? message : last);
      Claim.that(step instanceof Step.Failed || step.equals(Step.MALFORMED), "no proof, no entry");
    }
  }
}
