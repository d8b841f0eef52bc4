package org.quoin.programs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Optional;
import org.quoin.codec.AsciiCase;
import org.quoin.codec.CdbReader;

/** Looks targets up in a table that {@link AliasWriter} or the classic programs have written. */
final class AliasTable implements AutoCloseable {
  private final NamedFile file;
  private final FileChannel channel;
  private final CdbReader table;

  private AliasTable(NamedFile file, FileChannel channel, CdbReader table) {
    this.file = file;
    this.channel = channel;
    this.table = table;
  }

  static AliasTable open(NamedFile file) throws Fatal, IOException {
    FileChannel channel;
    try {
      channel = file.open();
    } catch (IOException e) {
      throw file.unreadable(e);
    }
    try {
      return new AliasTable(file, channel, new CdbReader(channel));
    } catch (IOException e) {
      channel.close();
      throw unreadable(file, e);
    }
  }

  /** What an address does itself. */
  Optional<Commands> commands(String address) throws Fatal {
    return commands(find(":" + address));
  }

  /** The same, else what every address of its host does, else what its user does at any host. */
  Optional<Commands> commandsOrWild(String address) throws Fatal {
    return commands(findOrWild(":", address));
  }

  /** Whether the address itself has an owner. */
  boolean isOwned(String address) throws Fatal {
    return find("?" + address).isPresent();
  }

  /** Who owns the address itself, else all of its host, else its user at any host. */
  Optional<String> ownerOrWild(String address) throws Fatal {
    Optional<String> owner = findOrWild("?", address);
    if (owner.isPresent() && owner.get().indexOf(0) >= 0) {
      throw file.unreadable(new IOException("an owner has a NUL"));
    }
    return owner;
  }

  private Optional<Commands> commands(Optional<String> text) throws Fatal {
    try {
      return text.isPresent() ? Optional.of(new Commands(text.get())) : Optional.empty();
    } catch (IOException e) {
      throw file.unreadable(e);
    }
  }

  private Optional<String> findOrWild(String letter, String address) throws Fatal {
    Optional<String> found = find(letter + address);
    int at = address.lastIndexOf('@');
    if (found.isPresent() || at < 0) {
      return found;
    }
    found = find(letter + address.substring(at));
    return found.isPresent() ? found : find(letter + address.substring(0, at + 1));
  }

  private Optional<String> find(String key) throws Fatal {
    try {
      byte[] bytes = AsciiCase.lower(key).getBytes(ISO_8859_1);
      return table.find(bytes, Expansion.LIMIT_BYTES).map(value -> new String(value, ISO_8859_1));
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** For a damaged table qmail's word is that the disk has failed. */
  private static Fatal unreadable(NamedFile file, IOException why) {
    boolean damaged = why instanceof EOFException || ErrorWords.of(why).startsWith("is damaged");
    return file.unreadable(damaged ? new IOException("input/output error") : why);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
