package org.quoin.programs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.quoin.api.PluginName;
import org.quoin.api.program.LocalDelivery;
import org.quoin.api.program.LocalProgram;
import org.quoin.codec.CdbReader;

/**
 * {@code printforward < data.cdb}: what is in the table, as text for setforward (F2,
 * printforward(1)).
 */
@Component(service = LocalProgram.class)
@PluginName("printforward")
public final class Printforward implements Program {
  private static final String MEANINGFUL = ",:;\\#";
  private static final int LAST_ASCII = 127;

  @Override
  public String name() {
    return "printforward";
  }

  @Override
  public int work(LocalDelivery delivery, List<String> arguments) throws IOException, Fatal {
    Path copy = Files.createTempFile("forward-", ".tmp");
    try {
      copyInput(delivery, copy);
      print(copy, delivery);
      return DONE;
    } finally {
      Files.delete(copy);
    }
  }

  /** A table is read here and there, and input perhaps comes through a pipe. */
  private static void copyInput(LocalDelivery delivery, Path to) throws Fatal {
    try (InputStream in = delivery.message().open()) {
      Files.copy(in, to, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw Fatal.later("unable to read input: " + ErrorWords.of(e));
    }
  }

  private static void print(Path table, LocalDelivery delivery) throws Fatal {
    try (FileChannel channel = FileChannel.open(table)) {
      new CdbReader(channel)
          .records(AliasWriter.LIMIT_BYTES, (key, value) -> print(key, value, delivery));
    } catch (IOException e) {
      throw Fatal.failed("bad database format");
    }
  }

  private static void print(byte[] key, byte[] value, LocalDelivery delivery) throws IOException {
    String text = new String(value, ISO_8859_1);
    if (key.length == 0) {
      throw new IOException("a record without a key");
    }
    String target = escape(new String(key, 1, key.length - 1, ISO_8859_1));
    switch (key[0]) {
      case '?' -> delivery.say(target + ": ?" + escape(text) + ";\n");
      case ':' -> {
        StringBuilder all = new StringBuilder();
        new Commands(text).forEach(each -> all.append(", ").append(escape(each)).append('\n'));
        delivery.say(target + ":\n" + all + ";\n");
      }
      default -> throw new IOException("a record of another kind");
    }
  }

  /** The text with a backslash before every byte that setforward could find a meaning in. */
  private static String escape(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c > LAST_ASCII || MEANINGFUL.indexOf(c) >= 0) {
        safe.append('\\');
      }
      safe.append(c);
    }
    return safe.toString();
  }
}
