package org.quoin.programs;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.quoin.api.PluginName;
import org.quoin.api.program.LocalDelivery;
import org.quoin.api.program.LocalProgram;
import org.quoin.programs.AddressList.Entry;

/**
 * {@code newinclude list}: compiles {@code list}, as sendmail's {@code :include:} has it, into
 * {@code list.bin} (F4, newinclude(1)).
 */
@Component(service = LocalProgram.class)
@PluginName("newinclude")
public final class Newinclude implements Program {
  @Override
  public String name() {
    return "newinclude";
  }

  @Override
  public int work(LocalDelivery delivery, List<String> arguments) throws IOException, Fatal {
    DefaultNames names = DefaultNames.of(delivery).overriddenBy(delivery);
    if (arguments.isEmpty()) {
      throw Fatal.usage("newinclude list");
    }
    String list = arguments.getFirst();
    NamedFile text = NamedFile.in(delivery, list);
    NamedFile file = NamedFile.in(delivery, list + ".bin");
    NamedFile fresh = NamedFile.in(delivery, list + ".tmp");
    try (FileChannel channel = text.open()) {
      ByteLines lines = new ByteLines(Channels.newInputStream(channel), list);
      new Replacement(file, fresh)
          .write(out -> compile(new AddressLines(lines, true), names, new ListWriter(out)));
    } catch (IOException e) {
      throw text.unreadable(e);
    }
    return DONE;
  }

  private static void compile(AddressLines lines, DefaultNames names, ListWriter list)
      throws IOException, Fatal {
    Optional<List<Entry>> line = lines.next();
    while (line.isPresent()) {
      for (Entry entry : line.get()) {
        compile(entry, names, list);
      }
      line = lines.next();
    }
    list.finish();
  }

  private static void compile(Entry entry, DefaultNames names, ListWriter list)
      throws IOException, Fatal {
    switch (entry) {
      case Entry.Include(String file) -> {
        EntryChecks.requireFile(file);
        EntryChecks.refuse('\n', file, "newlines", ":include: filenames");
        list.include(file);
      }
      case Entry.Mailbox mailbox -> {
        EntryChecks.refuseFile(mailbox);
        if (mailbox.isProgram()) {
          throw Fatal.later("program delivery " + mailbox.address() + " not supported");
        }
        if (!mailbox.address().isEmpty()) {
          list.member(checked(names.complete(mailbox)));
        }
      }
    }
  }

  private static String checked(String address) throws Fatal {
    EntryChecks.refuse('\n', address, "newlines", "recipient addresses");
    EntryChecks.refuse('\0', address, "NUL", "recipient addresses");
    if (address.length() > ListWriter.ADDRESS_BYTES) {
      throw Fatal.later("addresses must be under 800 bytes");
    }
    if (address.endsWith(" ") || address.endsWith("\t")) {
      throw Fatal.later("spaces and tabs not permitted at ends of addresses");
    }
    return address;
  }
}
