package org.quoin.api.intake;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.quoin.api.Peer;

/**
 * Who is on the other side while mail is handed in: a network peer, or a part of Quoin itself.
 *
 * <p>One session may hand in many messages, one after the other. What a filter must remember
 * between calls lies in the session's drawer ({@link #get}, {@link #put}), never in the filter; it
 * is still there when the filter has been swapped.
 */
public final class Session {

  /** Where the mail of a session comes from; decides the words of the Received line (Q10). */
  public enum Origin {
    /** A network peer; {@link Session#peer()} is present. */
    NETWORK,
    /** A program of a user of this machine, through qmail-queue; {@link Session#UID} says who. */
    LOCAL,
    /** A forward or other new message made while delivering. */
    DELIVERY,
    /**
     * A bounce made by a queue. Limits on how much mail a tenant may send leave it out, unless an
     * operator wants otherwise: who is told of failures must not depend on how many there are. A
     * filter or queue that counts mail asks for this origin first.
     */
    BOUNCE
  }

  /** The variable of a {@link Origin#LOCAL} session with the user's number. */
  public static final String UID = "UID";

  /** The variable that makes a peer a relay client (S5). */
  public static final String RELAY_CLIENT = "RELAYCLIENT";

  /** In the drawer, Integer: how many recipients a network peer named before for this message. */
  public static final String NAMED = "intake.named";

  /** In the drawer, Integer: how many of them were refused for good, by whomever. */
  public static final String REFUSED = "intake.refused";

  /**
   * In the drawer, {@link java.time.Duration}: how long the answer to the recipient that is asked
   * about shall wait. A filter puts it there; the intake waits, at most a minute, when all filters
   * have answered, so that no filter holds a thread or its own removal up.
   */
  public static final String PAUSE = "intake.pause";

  /**
   * In the drawer, String: by what the recipient that is asked about is welcome, for the log: the
   * filter's own name, or one of the words {@link #RELAY_CLIENT} and {@link #LOGIN}. A filter puts
   * it there when it is asked about a recipient; the last one to do so counts, if that recipient is
   * taken. The intake empties it before it asks about the next one.
   */
  public static final String WELCOME = "intake.welcome";

  /** What makes a recipient welcome whom a user names that has logged in. */
  public static final String LOGIN = "login";

  private final String id;
  private final Origin origin;
  private final String protocol;
  private final @Nullable Peer peer;
  private final Map<String, String> variables;
  private final Map<String, Object> drawer = new ConcurrentHashMap<>();
  private volatile @Nullable String queue;
  private volatile @Nullable String helo;
  private volatile @Nullable String user;
  private volatile boolean encrypted;
  private volatile boolean question;

  private Session(
      String id,
      Origin origin,
      String protocol,
      @Nullable Peer peer,
      Map<String, String> variables) {
    this.id = id;
    this.origin = origin;
    this.protocol = protocol;
    this.peer = peer;
    this.variables = Map.copyOf(variables);
  }

  /**
   * A session with a network peer.
   *
   * @param id unique among live sessions, for the log
   * @param protocol such as {@code smtp}
   * @param variables tcprules' environment for this peer, such as RELAYCLIENT (V1, V3)
   */
  public static Session network(
      String id, String protocol, Peer peer, Map<String, String> variables) {
    return new Session(id, Origin.NETWORK, protocol, peer, variables);
  }

  /**
   * A session that nobody holds: somebody wants to know what would happen. Filters answer as ever,
   * but count, remember and delay nothing.
   *
   * @param variables as in {@link #network}
   */
  public static Session question(String protocol, Peer peer, Map<String, String> variables) {
    Session session = network("question", protocol, peer, variables);
    session.question = true;
    return session;
  }

  /**
   * A session with a user of this machine.
   *
   * @param id unique among live sessions, for the log
   * @param uid the user's number, or name if the number is not known
   */
  public static Session local(String id, String uid) {
    return new Session(id, Origin.LOCAL, "inject", null, Map.of(UID, uid));
  }

  /** A session of Quoin itself: no peer, no variables. */
  public static Session internal(String id, Origin origin) {
    return new Session(id, origin, "internal", null, Map.of());
  }

  /**
   * A session of Quoin itself whose mail all goes into one queue instance, whatever its recipients
   * are and whatever queue a filter chooses. While that instance is away the mail is put off.
   *
   * @param queue id of the instance
   */
  public static Session internal(String id, Origin origin, String queue) {
    Session session = internal(id, origin);
    session.queue = queue;
    return session;
  }

  public String id() {
    return id;
  }

  public Origin origin() {
    return origin;
  }

  public String protocol() {
    return protocol;
  }

  /** Whether this is only a question, which must leave no trace. */
  public boolean isQuestion() {
    return question;
  }

  public Optional<Peer> peer() {
    return Optional.ofNullable(peer);
  }

  /** Id of the only queue instance that may get this session's mail; empty = by its recipients. */
  public Optional<String> queue() {
    return Optional.ofNullable(queue);
  }

  /** What tcprules set for this peer; a variable may be set and empty (RELAYCLIENT). */
  public Map<String, String> variables() {
    return variables;
  }

  /**
   * The environment of a program that works for this session, as tcpserver and qmail-smtpd give it
   * (V3): what is known of the peer, then what the access rules set, which may contradict it, then
   * the authenticated user as TCPREMOTEINFO.
   */
  public Map<String, String> environment() {
    Map<String, String> all = new TreeMap<>();
    peer().map(Peer::environment).ifPresent(all::putAll);
    all.putAll(variables);
    user().ifPresent(name -> all.put("TCPREMOTEINFO", name));
    return all;
  }

  /**
   * Whether the peer may send to everybody (S5): what the access rules have set as RELAYCLIENT,
   * which may be empty and is appended to recipients; empty text too for an authenticated user.
   */
  public Optional<String> relayClient() {
    return Optional.ofNullable(variables.get(RELAY_CLIENT)).or(() -> user().map(name -> ""));
  }

  /** What the peer called itself in HELO, EHLO; may be present and empty. */
  public Optional<String> helo() {
    return Optional.ofNullable(helo);
  }

  public void helo(String name) {
    this.helo = name;
  }

  /** The authenticated user. */
  public Optional<String> user() {
    return Optional.ofNullable(user);
  }

  public void user(String name) {
    this.user = name;
  }

  public boolean encrypted() {
    return encrypted;
  }

  public void encrypted(boolean value) {
    this.encrypted = value;
  }

  /**
   * What {@link #put} stored under this name.
   *
   * @throws ClassCastException if it is of another type
   */
  public <T> Optional<T> get(String name, Class<T> type) {
    return Optional.ofNullable(type.cast(drawer.get(name)));
  }

  /**
   * Puts a note in the drawer, in place of what lay there under this name.
   *
   * @param name begins with the plugin's own name, such as {@code greylist.delayed}
   * @param value of a type of the JDK: a session outlives the classes of a bundle that is swapped
   * @throws IllegalArgumentException if the value is of any other type
   */
  public void put(String name, Object value) {
    ClassLoader loader = value.getClass().getClassLoader();
    if (loader != null && !loader.equals(ClassLoader.getPlatformClassLoader())) {
      throw new IllegalArgumentException(
          name + ": " + value.getClass().getName() + " is not a type of the JDK");
    }
    drawer.put(name, value);
  }
}
