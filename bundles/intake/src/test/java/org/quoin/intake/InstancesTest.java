package org.quoin.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.osgi.service.cm.ConfigurationEvent;
import org.quoin.api.event.MailEvent;
import org.quoin.api.queue.MailQueue;

class InstancesTest {
  private final FakeAdmin admin = new FakeAdmin();
  private final FakeEvents events = new FakeEvents();
  private final Instances instances = new Instances(admin.service(), events);

  @Test
  void withoutConfigurationsThereAreNone() throws IOException {
    assertEquals(List.of(), instances.table().instances());
  }

  @Test
  void onlyChangesOfQueuesCount() throws IOException {
    instances.table();
    admin.put("00", Map.of("id", "00"));
    changed("org.quoin.net.listener", ConfigurationEvent.CM_UPDATED);
    assertEquals(0, instances.table().instances().size());
    changed(MailQueue.PID, ConfigurationEvent.CM_UPDATED);
    assertEquals(1, instances.table().instances().size());
    admin.remove("00");
    changed(MailQueue.PID, ConfigurationEvent.CM_DELETED);
    assertEquals(0, instances.table().instances().size());
  }

  @Test
  void aWarningIsGivenOncePerFault() throws IOException {
    admin.put("01", Map.of("id", "01", "domains", "a..b"));
    instances.table();
    changed(MailQueue.PID, ConfigurationEvent.CM_UPDATED);
    instances.table();
    assertEquals(1, events.of(MailEvent.Warning.class).size());
  }

  @Test
  void queuesComeAndGoByIdAndSayWhichStoreTheyWorkOn() {
    FakeQueue older = new FakeQueue("01");
    FakeQueue newer = new FakeQueue("01");
    Map<String, String> plain = Map.of(MailQueue.ID_PROPERTY, "01");
    Map<String, String> onSsd2 =
        Map.of(MailQueue.ID_PROPERTY, "01", MailQueue.STORE_PROPERTY, "ssd2");
    assertEquals(Optional.empty(), instances.storeOf("01"));
    instances.addQueue(older, plain);
    assertEquals(Optional.of("journal"), instances.storeOf("01"), "who says nothing");
    instances.addQueue(newer, onSsd2);
    assertEquals(Optional.of("ssd2"), instances.storeOf("01"), "the one that came last");
    instances.removeQueue(older, plain);
    assertEquals(Optional.of("ssd2"), instances.storeOf("01"));
    instances.removeQueue(newer, onSsd2);
    assertEquals(Optional.empty(), instances.storeOf("01"));
  }

  @Test
  void anInstanceThatIsAliveIsAsItsSettingsInForceSay() throws IOException {
    FakeQueue queue = new FakeQueue("01");
    admin.put("q~01", Map.of("id", "one", "domains", "b..b", "filters", "wrong", "state", "no"));
    Map<String, String> inForce =
        Map.of(
            MailQueue.ID_PROPERTY,
            "01",
            MailQueue.CONFIGURATION_PROPERTY,
            "q~01",
            MailQueue.SETTING_PREFIX + "domains",
            "a.test",
            MailQueue.SETTING_PREFIX + "filters",
            "clamav,stamp");
    instances.addQueue(queue, inForce);
    Instance instance = instances.table().find("a.test").orElseThrow().instance();
    assertEquals(
        new Instance(
            "01",
            "01",
            List.of("a.test"),
            new Instance.Door(List.of("clamav", "stamp"), Optional.empty()),
            Optional.empty()),
        instance);
    assertEquals(Set.of("clamav", "stamp"), instances.filters());
    assertEquals(List.of(), events.of(MailEvent.Warning.class), "the queue has said what is wrong");
    instances.removeQueue(queue, inForce);
    String warning = instances.table().warnings().getFirst();
    assertTrue(warning.contains("its id is \"one\""), warning);
  }

  @Test
  void aChangeOfLiveQueuesDoesNotReadTheConfigurationsAgain() throws IOException {
    for (int i = 1; i <= 100; i++) {
      admin.put("q~" + i, Map.of("id", "" + i, "domains", "d" + i + ".test"));
    }
    instances.table();
    int listed = admin.listed();
    for (int i = 1; i <= 100; i++) {
      String id = "" + i;
      instances.addQueue(new FakeQueue(id), Map.of(MailQueue.ID_PROPERTY, id));
      instances.table();
    }
    assertEquals(listed, admin.listed());
    assertEquals(Optional.of("journal"), instances.storeOf("100"));
  }

  @Test
  void ofTwoThatClaimOneIdTheLiveOneHasIt() throws IOException {
    admin.put("q~00", Map.of("id", "1", "domains", "b.test"));
    admin.put("q~01", Map.of("id", "01", "domains", "a.test"));
    instances.addQueue(
        new FakeQueue("01"),
        Map.of(
            MailQueue.ID_PROPERTY,
            "01",
            MailQueue.CONFIGURATION_PROPERTY,
            "q~01",
            MailQueue.SETTING_PREFIX + "domains",
            "a.test"));
    assertEquals("01", instances.table().find("a.test").orElseThrow().instance().id());
    assertTrue(instances.table().find("b.test").isEmpty());
  }

  private void changed(String factoryPid, int type) {
    instances.configurationEvent(
        new ConfigurationEvent(new FakeReference<>(Map.of()), type, factoryPid, factoryPid + "~x"));
  }
}
