package org.quoin.smtpd;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.quoin.api.user.Authenticator;
import org.quoin.api.user.ScramKeys;

/**
 * SCRAM-SHA-256 without channel binding (RFC 5802, RFC 7677): the password never crosses the wire,
 * and the peer learns that we know it, too.
 */
final class ScramExchange implements Exchange {
  /** Extensions are possessive, as in {@link ScramFirst}; the proof is none. */
  private static final Pattern FINAL =
      Pattern.compile("(c=([^,]+),r=([^,]+)(?:,(?!p=)[A-Za-z]=[^,\\x00]*)*+),p=([^,]+)");

  private final Authenticator judge;
  private final ScramDecoys decoys;
  private final String ownNonce;
  private Stage stage = Wait.FIRST;

  /** What was heard so far. */
  private sealed interface Stage {}

  private enum Wait implements Stage {
    FIRST
  }

  /**
   * @param known whether there is such a user
   */
  private record Asked(ScramFirst first, ScramKeys keys, boolean known, String challenge)
      implements Stage {}

  /** The proof was right; the peer is to say that ours is, too. */
  private record Proved(ScramKeys keys) implements Stage {}

  /**
   * @param ownNonce our part of the nonce: printable, no comma, never used before
   */
  ScramExchange(Authenticator judge, ScramDecoys decoys, String ownNonce) {
    this.judge = judge;
    this.decoys = decoys;
    this.ownNonce = ownNonce;
  }

  @Override
  public String greeting() {
    return "";
  }

  @Override
  public Step next(String response) throws IOException {
    return switch (stage) {
      case Wait wait -> first(ScramFirst.parse(response).orElse(null));
      case Asked asked -> last(asked, response);
      case Proved proved ->
          response.isEmpty() ? new Step.Done(proved.keys().login()) : Step.MALFORMED;
    };
  }

  private Step first(@Nullable ScramFirst first) throws IOException {
    if (first == null) {
      return Step.MALFORMED;
    }
    Optional<ScramKeys> known = judge.scramSha256(first.user());
    known.ifPresent(decoys::learn);
    ScramKeys keys = known.orElseGet(() -> decoys.keys(first.user()));
    String nonce = first.nonce() + ownNonce;
    String challenge = "r=" + nonce + ",s=" + keys.salt() + ",i=" + keys.iterations();
    stage = new Asked(first, keys, known.isPresent(), challenge);
    return new Step.Challenge(challenge);
  }

  private Step last(Asked asked, String response) {
    Matcher parts = FINAL.matcher(response);
    Optional<String> proof = parts.matches() ? SaslLine.decoded(parts.group(4)) : Optional.empty();
    if (proof.isEmpty()) {
      return Step.MALFORMED;
    }
    ScramFirst first = asked.first();
    boolean bound = parts.group(2).equals(SaslLine.encoded(first.header()));
    boolean fresh = parts.group(3).equals(first.nonce() + ownNonce);
    String authMessage = first.bare() + "," + asked.challenge() + "," + parts.group(1);
    ScramProof scram = new ScramProof(asked.keys(), authMessage);
    boolean right = scram.isRight(proof.get());
    if (!(bound && fresh && right && asked.known())) {
      return new Step.Failed(first.user());
    }
    stage = new Proved(asked.keys());
    return new Step.Challenge("v=" + scram.serverSignature());
  }
}
