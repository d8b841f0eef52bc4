package org.quoin.programs;

import java.io.IOException;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.quoin.api.Address;
import org.quoin.api.Content;
import org.quoin.api.PluginName;
import org.quoin.api.Reply;
import org.quoin.api.Sender;
import org.quoin.api.intake.Receipt;
import org.quoin.api.program.LocalDelivery;
import org.quoin.api.program.LocalProgram;
import org.quoin.codec.Quoting;

/**
 * {@code qreceipt deliveryaddress}: tells the sender that his mail is here, if he asks for it by
 * this address in {@code Notice-Requested-Upon-Delivery-To}; case counts (P6, qreceipt(1)).
 */
@Component(service = LocalProgram.class)
@PluginName("qreceipt")
public final class Qreceipt implements Program {
  private static final String REQUEST = "notice-requested-upon-delivery-to";

  @Override
  public String name() {
    return "qreceipt";
  }

  @Override
  public int work(LocalDelivery delivery, List<String> arguments) throws IOException, Fatal {
    if (arguments.isEmpty()) {
      throw usage();
    }
    Sender sender = new Sender(delivery.variable("SENDER").orElseThrow(Qreceipt::usage));
    Header header = Header.of(delivery.message());
    if (isAsked(header, arguments.getFirst()) && !sender.isNull() && !sender.isDoubleBounce()) {
      send(delivery, sender, notice(sender, arguments.getFirst(), header));
    }
    return DONE;
  }

  private static Fatal usage() {
    return Fatal.usage("qreceipt deliveryaddress");
  }

  private static boolean isAsked(Header header, String address) throws Fatal {
    boolean asked = false;
    for (Header.Field field : header.all(REQUEST).toList()) {
      try {
        asked |= AddressList.parse(field.value()).stream().anyMatch(entry -> is(entry, address));
      } catch (UnparsableException e) {
        throw Fatal.failed("unable to parse this: " + field.lines());
      }
    }
    return asked;
  }

  private static boolean is(AddressList.Entry entry, String address) {
    return entry instanceof AddressList.Entry.Mailbox mailbox && mailbox.address().equals(address);
  }

  private static String notice(Sender sender, String address, Header header) {
    String quoted = Quoting.quoted(sender.text()).replace('\n', '_');
    String id = header.last("message-id").map(field -> "Your " + field.text()).orElse("");
    return """
    From: DELIVERY NOTICE SYSTEM <%s>
    To: <%s>
    Subject: success notice

    Hi! This is the qreceipt program. Your message was delivered to the
    following address: %s. Thanks for asking.
    """
            .formatted(quoted, quoted, address)
        + id;
  }

  private void send(LocalDelivery delivery, Sender sender, String notice)
      throws IOException, Fatal {
    List<Address> recipients = List.of(new Address(sender.text()));
    Content message = new Content("", new ShortBody(notice));
    if (delivery.queue(Sender.NULL, recipients, message) instanceof Receipt.Refused(Reply reply)) {
      throw reply.isPermanent()
          ? Fatal.failed("permanent qmail-queue error")
          : Fatal.later("temporary qmail-queue error");
    }
  }
}
