package org.quoin.probe;

import java.io.FileOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.quoin.api.PluginName;
import org.quoin.api.delivery.Cause;
import org.quoin.api.delivery.Delivery;
import org.quoin.api.delivery.Outcome;
import org.quoin.api.delivery.Transport;

/**
 * Stands in for the network. Hosts under {@code hole.test} take a connection and never answer, so
 * that the attempt ends in a timeout; all others take the mail. Each mail taken adds a byte to a
 * file, which a benchmark can look at without disturbing anybody.
 */
@Component(
    service = {Transport.class, ScriptedTransport.class},
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@PluginName("smtp")
@GogoCommand(scope = "probe", function = "hanging")
public final class ScriptedTransport implements Transport {
  private static final String HOLE = "hole.test";

  private final Config config;
  private final FileOutputStream taken;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicInteger hanging = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  /** Settings, all of which the benchmark gives. */
  @interface Config {
    /** How long a hole is waited for. */
    long hang_millis();

    /** How long the others take to answer. */
    long answer_millis();

    /** The file that grows. */
    String taken();
  }

  @Activate
  public ScriptedTransport(Config config) throws IOException {
    this.config = config;
    this.taken = new FileOutputStream(config.taken(), true);
  }

  /** Whoever waits stops waiting. */
  @Deactivate
  void close() throws IOException {
    closed.countDown();
    taken.close();
  }

  @Override
  public List<Outcome> deliver(Delivery delivery) throws Exception {
    Outcome outcome = isHole(delivery.route().destination()) ? hang() : take();
    return delivery.recipients().stream().map(recipient -> outcome).toList();
  }

  @Descriptor("says how many attempts hang in a hole now, and the most there have been")
  public void hanging(CommandSession session) {
    session.getConsole().println("hanging " + hanging.get() + " most " + most.get());
  }

  private static boolean isHole(String host) {
    return host.equals(HOLE) || host.endsWith("." + HOLE);
  }

  private Outcome hang() throws InterruptedException {
    int now = hanging.incrementAndGet();
    most.accumulateAndGet(now, Math::max);
    try {
      waitMillis(config.hang_millis());
      return new Outcome.Later(Cause.TIMEOUT, "Connected but greeting failed. (#4.4.2)\n");
    } finally {
      hanging.decrementAndGet();
    }
  }

  private Outcome take() throws IOException, InterruptedException {
    waitMillis(config.answer_millis());
    taken.write('.');
    return new Outcome.Delivered("taken\n");
  }

  private void waitMillis(long millis) throws InterruptedException {
    if (closed.await(millis, TimeUnit.MILLISECONDS)) {
      throw new InterruptedException("the transport goes away");
    }
  }
}
