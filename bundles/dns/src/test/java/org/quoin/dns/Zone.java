package org.quoin.dns;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Records as an authoritative server gives them; aliases are followed by nobody. */
final class Zone implements NameServer.Answers {
  private final List<Record> records = new ArrayList<>();
  private final Record authority = record("example. 600 SOA ns.example. root.example. 1 2 3 4 300");

  /** One line as in a master file, with the class left out. */
  Zone with(String line) {
    records.add(record(line));
    return this;
  }

  private static Record record(String line) {
    String[] words = line.split(" ", 4);
    try {
      return Record.fromString(
          Name.fromString(words[0]),
          Type.value(words[2]),
          DClass.IN,
          Long.parseLong(words[1]),
          words[3],
          Name.root);
    } catch (IOException e) {
      throw new IllegalArgumentException(line, e);
    }
  }

  /** An answer without records. */
  static Message empty(Message query, int rcode) {
    Message answer = new Message(query.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.getHeader().setRcode(rcode);
    answer.addRecord(query.getQuestion(), Section.QUESTION);
    return answer;
  }

  Message message(Message query) {
    Record asked = query.getQuestion();
    List<Record> ofName =
        records.stream().filter(each -> each.getName().equals(asked.getName())).toList();
    Message answer = empty(query, ofName.isEmpty() ? Rcode.NXDOMAIN : Rcode.NOERROR);
    ofName.stream()
        .filter(each -> each.getType() == asked.getType() || each.getType() == Type.CNAME)
        .forEach(each -> answer.addRecord(each, Section.ANSWER));
    if (answer.getSection(Section.ANSWER).isEmpty()) {
      answer.addRecord(authority, Section.AUTHORITY);
    }
    return answer;
  }

  @Override
  public byte[] answer(Message query, boolean byTcp) {
    return message(query).toWire();
  }
}
