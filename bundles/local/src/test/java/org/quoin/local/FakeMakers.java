package org.quoin.local;

import java.util.Map;
import org.quoin.api.delivery.DeliveryInstructions;
import org.quoin.api.delivery.MailboxFormat;

/** Plugins of workers in tests: each account has the lines of a setting, parted by commas. */
final class FakeMakers {
  private FakeMakers() {}

  /** Says what the setting {@code lines} says. */
  public static final class Instructions implements DeliveryInstructions.Maker {
    @Override
    public String name() {
      return "dotqmail";
    }

    @Override
    public DeliveryInstructions make(Map<String, String> settings) {
      FakeInstructions instructions = new FakeInstructions();
      instructions.lines(settings.getOrDefault("lines", "").split(","));
      return instructions;
    }
  }

  /** Has no settings. */
  public static final class Maildir implements MailboxFormat.Maker {
    @Override
    public String name() {
      return "maildir";
    }

    @Override
    public MailboxFormat make(Map<String, String> settings) {
      return new PlainMaildir();
    }
  }
}
