package org.quoin.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jline.reader.History;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;

class TerminalsTest {
  @Test
  void aLineWithAPasswordIsNotKept() throws IOException {
    try (Terminal terminal =
        new DumbTerminal(InputStream.nullInputStream(), new ByteArrayOutputStream())) {
      LineReader reader =
          LineReaderBuilder.builder()
              .terminal(terminal)
              .variable(LineReader.HISTORY_IGNORE, Terminals.NO_HISTORY)
              .build();
      History history = reader.getHistory();
      history.attach(reader); // as the first line that is read does
      history.add("user:password joe s3cret");
      history.add("password joe s3cret");
      history.add("user:passwords");
      assertEquals(1, history.size());
      assertEquals("user:passwords", history.get(history.last()));
    }
  }
}
