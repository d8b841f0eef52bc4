package org.quoin.programs;

import java.io.IOException;
import java.util.List;
import org.quoin.api.Address;
import org.quoin.api.Content;
import org.quoin.api.Sender;
import org.quoin.api.program.LocalDelivery;
import org.quoin.api.program.LocalProgram;

/** What fastforward does for an alias, or tells that it would do. */
sealed interface AliasActions {
  /**
   * Runs a line of shell.
   *
   * @param command with its first letter
   * @return an exit code, of which only 0 lets it go on
   */
  int run(String command) throws IOException, InterruptedException, Fatal;

  /** Sends the message on, if there is anybody to send it to. */
  void forward(String sender, List<Address> recipients) throws IOException, Fatal;

  /** Does it. */
  record Done(LocalDelivery delivery, Door door) implements AliasActions {
    @Override
    public int run(String command) throws IOException, InterruptedException, Fatal {
      String line = command.substring(1);
      return command.startsWith("!")
          ? ShellLine.meaning(new Preline().run(delivery, List.of("sh", "-c", line)))
          : new ShellLine("sh", line).run(delivery, delivery.message());
    }

    @Override
    public void forward(String sender, List<Address> recipients) throws IOException, Fatal {
      if (!recipients.isEmpty()) {
        Content message = delivery.message().onTop(TopLines.of(delivery).deliveredTo());
        door.send(new Sender(sender), recipients, message);
      }
    }
  }

  /** Tells of it on standard error. */
  record Told(LocalDelivery delivery) implements AliasActions {
    @Override
    public int run(String command) {
      delivery.complain("run " + safe(command) + "\n");
      return LocalProgram.DONE;
    }

    @Override
    public void forward(String sender, List<Address> recipients) {
      if (recipients.isEmpty()) {
        delivery.complain("no forwarding\n");
        return;
      }
      delivery.complain("from <" + safe(sender) + ">\n");
      recipients.forEach(each -> delivery.complain("to <" + safe(each.text()) + ">\n"));
    }

    /** Only ASCII, and no control bytes. */
    private static String safe(String text) {
      return text.replaceAll("[^\\x20-\\x7f]", "_");
    }
  }
}
