package org.quoin.api.intake;

import org.osgi.annotation.versioning.ConsumerType;
import org.quoin.api.Address;
import org.quoin.api.Sender;

/**
 * A rule or scanner that mail must pass. Register one as a service named by {@link
 * org.quoin.api.PluginName} and override what you care about.
 *
 * <p>Filters are asked in the order of their {@code service.ranking}, lowest first. A call that
 * throws or takes longer than the host's limit means "not now": the peer gets a 4xx. Calls come
 * from several threads at once. A filter with the service property {@value #INLINE} set to {@code
 * true} promises to answer at once, without I/O to others, and is called on the session's own
 * thread; all others are called on a bounded pool.
 */
@ConsumerType
public interface MailFilter {
  /** Service property, Boolean: call me on the session's own thread. */
  String INLINE = "quoin.filter.inline";

  /**
   * Service property, String or String[]: names of session variables. I am called only in sessions
   * for which the access rules have set one of them; in others I cost nothing. A name in a list of
   * required filters still means that I must be there.
   */
  String VARIABLES = "quoin.filter.variables";

  /** A peer has connected; a refusal becomes its greeting. */
  default Verdict connect(Session session) throws Exception {
    return Verdict.PASS;
  }

  /** The peer names an envelope sender. */
  default Verdict sender(Session session, Sender sender) throws Exception {
    return Verdict.PASS;
  }

  /** The peer names a recipient. {@link Edit.DropRecipient} here drops just this one. */
  default Verdict recipient(Session session, Sender sender, Address recipient) throws Exception {
    return Verdict.PASS;
  }

  /** The whole message has arrived. */
  default Verdict message(Session session, Mail mail) throws Exception {
    return Verdict.PASS;
  }
}
