package org.quoin.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.shell.FeaturePlan.Deed;

final class FeaturePlanTest {
  private static final FeaturePlan NOTHING = new FeaturePlan(List.of());

  @TempDir Path etc;

  @Test
  void whatIsWrittenIsReadBackInOrder() throws IOException {
    Path file = etc.resolve("features.list");
    FeaturePlan plan =
        NOTHING
            .with(Deed.repository, "file:/srv/my filters/features.xml")
            .with(Deed.install, "greylist/1.0")
            .with(Deed.uninstall, "quoin-policy");
    plan.write(file);
    assertEquals(plan, FeaturePlan.read(file));
    assertEquals(NOTHING, FeaturePlan.read(etc.resolve("absent")));
  }

  @Test
  void aLineThatIsNotUnderstoodIsNamed() throws IOException {
    for (String bad : List.of("destroy x", "install", "\u0000")) {
      Path file = Files.writeString(etc.resolve("bad"), "# head\n\n" + bad + "\n");
      IOException refused = assertThrows(IOException.class, () -> FeaturePlan.read(file));
      assertEquals("not understood: " + bad, refused.getMessage());
    }
  }

  @Test
  void theLatestStepAboutAFeatureReplacesTheEarlier() {
    FeaturePlan plan = NOTHING.with(Deed.install, "a/1").with(Deed.install, "a/2");
    assertEquals(NOTHING.with(Deed.install, "a/2"), plan);
  }

  @Test
  void oneDeedUndoesTheOther() {
    FeaturePlan installed = NOTHING.undoing(Deed.uninstall, Deed.install, "a/1");
    assertEquals(NOTHING, installed.undoing(Deed.install, Deed.uninstall, "a"));
    FeaturePlan removed = NOTHING.undoing(Deed.install, Deed.uninstall, "quoin-policy");
    assertEquals(NOTHING, removed.undoing(Deed.uninstall, Deed.install, "quoin-policy/0.1.0"));
  }

  @Test
  void aRepositoryAndAFeatureOfOneNameAreTwoThings() {
    FeaturePlan plan = NOTHING.with(Deed.repository, "x").with(Deed.install, "x");
    assertEquals(NOTHING.with(Deed.install, "x"), plan.without(Deed.repository, "x"));
    assertEquals(NOTHING.with(Deed.repository, "x"), plan.without(Deed.uninstall, "x"));
  }
}
