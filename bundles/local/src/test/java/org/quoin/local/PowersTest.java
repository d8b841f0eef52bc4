package org.quoin.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class PowersTest {
  private static final Identity JOE = new Identity(501, 502);
  private static final String NONE = "0000000000000000";

  @Test
  void aWorkerIsNobodyButItsUser() {
    assertEquals("", status("501", "502", "502", NONE).wrong(JOE));
    assertEquals("", status("501", "502", "", NONE).wrong(JOE));
    assertEquals("Uid: 501 0 501 501", new Powers(List.of("Uid:\t501\t0\t501\t501")).wrong(JOE));
    assertEquals("Gid: 0 0 0 0", status("501", "0", "", NONE).wrong(JOE));
    assertEquals("Groups: 27", status("501", "502", "27", NONE).wrong(JOE));
    assertEquals(
        "CapEff: 00000000000000c0", status("501", "502", "", "00000000000000c0").wrong(JOE));
    assertEquals("no /proc", new Powers(List.of()).wrong(JOE));
  }

  @Test
  void onlyWhatIsAmbientIsInherited() {
    assertTrue(new Powers(List.of("CapAmb:\t0000000000000080")).areInherited());
    assertTrue(new Powers(List.of("CapAmb:\t0000000000000040")).areInherited());
    assertFalse(new Powers(List.of("CapAmb:\t0000000000000400")).areInherited());
    assertFalse(
        new Powers(List.of("CapEff:\t000001ffffffffff", "CapAmb:\t" + NONE)).areInherited());
  }

  private static Powers status(String uid, String gid, String groups, String effective) {
    return new Powers(
        List.of(
            "Name:\tjava",
            "Uid:\t" + String.join("\t", uid, uid, uid, uid),
            "Gid:\t" + String.join("\t", gid, gid, gid, gid),
            "Groups:\t" + groups + " ",
            "CapEff:\t" + effective,
            "CapBnd:\t000001ffffffffff"));
  }
}
