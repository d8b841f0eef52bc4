package org.quoin.programs;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.quoin.api.PluginName;
import org.quoin.api.Sender;
import org.quoin.api.program.LocalDelivery;
import org.quoin.api.program.LocalProgram;

/**
 * {@code fastforward [-nNpPdD] data.cdb}: forwards the message as the table says (F1,
 * fastforward(1)). With {@code -p} a target that is not there is left to the lines that follow, and
 * they are left out after one that is; with {@code -d} the target is {@code $DEFAULT@$HOST}; with
 * {@code -n} it only tells what it would do.
 */
@Component(service = LocalProgram.class)
@PluginName("fastforward")
public final class Fastforward implements Program {
  private static final OptionLetters.Form FORM =
      new OptionLetters.Form("nNpPdD", "fastforward [ -nNpP ] data.cdb");

  @Override
  public String name() {
    return "fastforward";
  }

  @Override
  public int work(LocalDelivery delivery, List<String> arguments)
      throws IOException, InterruptedException, Fatal {
    OptionLetters options = OptionLetters.of(arguments, FORM, delivery, name());
    if (options.rest().isEmpty()) {
      throw Fatal.usage(FORM.usage());
    }
    NamedFile file = NamedFile.in(delivery, options.rest().getFirst());
    try (AliasTable table = AliasTable.open(file)) {
      return forward(delivery, options, table);
    }
  }

  private int forward(LocalDelivery delivery, OptionLetters options, AliasTable table)
      throws IOException, InterruptedException, Fatal {
    boolean passing = options.has('p', 'P');
    String recipient = options.has('d', 'D') ? rest(delivery) : recipient(delivery);
    String sender = sender(delivery, table, recipient);
    Optional<Commands> commands = table.commandsOrWild(recipient);
    if (commands.isEmpty()) {
      return passing ? DONE : unknown(delivery);
    }
    AliasActions actions = actions(delivery, options);
    Expansion expansion = new Expansion(delivery, table, actions::run, Expansion.LIMIT);
    int exit = expansion.follow(commands.get());
    if (exit != DONE) {
      return exit;
    }
    actions.forward(sender, expansion.recipients());
    return passing ? STOP : DONE;
  }

  private AliasActions actions(LocalDelivery delivery, OptionLetters options) {
    return options.has('n', 'N')
        ? new AliasActions.Told(delivery)
        : new AliasActions.Done(delivery, new Door(name(), delivery));
  }

  private static int unknown(LocalDelivery delivery) {
    delivery.complain("Sorry, no mailbox here by that name. (#5.1.1)\n");
    return FAILED;
  }

  private static String recipient(LocalDelivery delivery) throws Fatal {
    return delivery.variable("RECIPIENT").orElseThrow(() -> Fatal.failed("$RECIPIENT must be set"));
  }

  /** What a {@code .qmail-default} file has been found for. */
  private static String rest(LocalDelivery delivery) throws Fatal {
    String local =
        delivery
            .variable("DEFAULT")
            .or(() -> delivery.variable("EXT"))
            .orElseThrow(() -> Fatal.failed("$DEFAULT or $EXT must be set"));
    String host = delivery.variable("HOST").orElseThrow(() -> Fatal.failed("$HOST must be set"));
    return local + "@" + host;
  }

  /** The owner, who is to get the bounces; bounces themselves keep their sender. */
  private static String sender(LocalDelivery delivery, AliasTable table, String recipient)
      throws Fatal {
    String original = delivery.variable("SENDER").orElse("original envelope sender");
    boolean bounce = original.isEmpty() || original.equals(Sender.DOUBLE_BOUNCE.text());
    return bounce ? original : table.ownerOrWild(recipient).orElse(original);
  }
}
