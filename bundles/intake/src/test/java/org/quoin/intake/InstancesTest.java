package org.quoin.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    var older = new FakeReference<MailQueue>(Map.of(MailQueue.ID_PROPERTY, "01"));
    var newer =
        new FakeReference<MailQueue>(
            Map.of(MailQueue.ID_PROPERTY, "01", MailQueue.STORE_PROPERTY, "ssd2"));
    assertEquals(Optional.empty(), instances.storeOf("01"));
    instances.addQueue(older);
    assertEquals(Optional.of("journal"), instances.storeOf("01"), "who says nothing");
    instances.addQueue(newer);
    assertEquals(Optional.of("ssd2"), instances.storeOf("01"), "the one that came last");
    instances.removeQueue(older);
    assertEquals(Optional.of("ssd2"), instances.storeOf("01"));
    instances.removeQueue(newer);
    assertEquals(Optional.empty(), instances.storeOf("01"));
  }

  private void changed(String factoryPid, int type) {
    instances.configurationEvent(
        new ConfigurationEvent(new FakeReference<>(Map.of()), type, factoryPid, factoryPid + "~x"));
  }
}
