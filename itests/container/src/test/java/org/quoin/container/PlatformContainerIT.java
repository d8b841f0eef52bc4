package org.quoin.container;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.ops4j.pax.exam.util.Filter;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.quoin.api.net.Protocol;

/** Boots the real bundles: every one is active, every component whole, and a mail goes through. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public final class PlatformContainerIT {
  private static final long LIMIT_MILLIS = 20_000;
  private static final String MAIL =
      String.join(
          "\r\n",
          "HELO sender.test",
          "MAIL FROM:<sue@sender.test>",
          "RCPT TO:<alice@localhost>",
          "DATA",
          "Subject: smoke",
          "",
          "Hello.",
          ".",
          "QUIT",
          "");

  private static final Pattern TAKEN = Pattern.compile("250 ok \\d+ qp \\d+");

  @Inject BundleContext context;
  @Inject ConfigurationAdmin configurations;
  @Inject ServiceComponentRuntime components;

  @Inject
  @Filter("(quoin.plugin.name=smtp)")
  Protocol smtp;

  @Configuration
  public Option[] platform() {
    return new Option[] {Bundles.all(Bundles.newBase())};
  }

  /** The main queue instance, as the default base has it. */
  @Before
  public void configureMain() throws Exception {
    configurations
        .getFactoryConfiguration("org.quoin.queue", "00", "?")
        .updateIfDifferent(FrameworkUtil.asDictionary(Map.of("id", "00", "alias", "main")));
  }

  @Test
  public void everyBundleIsActive() {
    List<String> idle = new ArrayList<>();
    for (Bundle bundle : context.getBundles()) {
      boolean fragment = bundle.getHeaders().get("Fragment-Host") != null;
      if (bundle.getSymbolicName().startsWith("quoin-") && !fragment) {
        if (bundle.getState() != Bundle.ACTIVE) {
          idle.add(bundle.getSymbolicName());
        }
      }
    }
    assertEquals(List.of(), idle);
  }

  @Test
  public void everyComponentIsSatisfied() throws Exception {
    within("every component is satisfied", () -> unsatisfied().isEmpty());
  }

  @Test
  public void aMailGoesFromTheProtocolToTheMaildir() throws Exception {
    Path inbox = Path.of(context.getProperty("quoin.base"), "home/alice/Maildir/new");
    AtomicReference<String> answers = new AtomicReference<>("");
    within(answers, () -> taken(answers));
    within("the mail is there", () -> holds(inbox));
  }

  /** An append that runs then has its turn in this table; those who come later must find it. */
  @Test
  public void otherSettingsOfMailboxesLeaveTheTurnsAtThem() throws Exception {
    within("there are locks", () -> service("org.quoin.mailbox.MboxLocks") >= 0);
    long turns = service("org.quoin.mailbox.Turns");
    long locks = service("org.quoin.mailbox.MboxLocks");
    var mailbox = configurations.getConfiguration("org.quoin.mailbox", "?");
    try {
      mailbox.update(FrameworkUtil.asDictionary(Map.of("mbox.dotlock", "false")));
      locksOtherThan(locks);
      assertEquals(turns, service("org.quoin.mailbox.Turns"));
    } finally {
      long others = service("org.quoin.mailbox.MboxLocks");
      mailbox.delete();
      locksOtherThan(others);
    }
  }

  private void locksOtherThan(long before) throws Exception {
    within(
        "there are other locks",
        () -> {
          long now = service("org.quoin.mailbox.MboxLocks");
          return now >= 0 && now != before;
        });
  }

  /** Its number, or -1 if there is none now. */
  private long service(String name) throws Exception {
    var found = context.getAllServiceReferences(name, null);
    return found == null ? -1 : (Long) found[0].getProperty("service.id");
  }

  private boolean taken(AtomicReference<String> answers) throws Exception {
    ScriptedConnection connection = new ScriptedConnection(MAIL);
    smtp.serve(connection);
    answers.set(connection.answers());
    return TAKEN.matcher(answers.get()).find();
  }

  private static boolean holds(Path inbox) throws Exception {
    try (Stream<Path> files = Files.list(inbox)) {
      return files.findAny().isPresent();
    }
  }

  /** Components of our bundles that wait for something; dormant factories are not counted. */
  private List<String> unsatisfied() {
    List<String> waiting = new ArrayList<>();
    for (ComponentDescriptionDTO description : components.getComponentDescriptionDTOs()) {
      if (description.bundle.symbolicName.startsWith("quoin-")) {
        for (ComponentConfigurationDTO one :
            components.getComponentConfigurationDTOs(description)) {
          if ((one.state & (ComponentConfigurationDTO.SATISFIED | ComponentConfigurationDTO.ACTIVE))
              == 0) {
            waiting.add(description.name);
          }
        }
      }
    }
    return waiting;
  }

  /** Something that becomes true sooner or later. */
  private interface Check {
    boolean holds() throws Exception;
  }

  private static void within(Object what, Check check) throws Exception {
    long end = System.nanoTime() + Duration.ofMillis(LIMIT_MILLIS).toNanos();
    while (!check.holds()) {
      assertTrue("not in time: " + what, System.nanoTime() < end);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }
}
