package org.quoin.local;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Writes what the platform and its workers tell each other: numbers as in {@link
 * java.io.DataOutput}, before each text, list and map its size.
 */
record WireWriter(DataOutputStream out) {

  /**
   * @param text bytes as characters
   */
  void text(String text) throws IOException {
    bytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /**
   * @param text of any characters
   */
  void words(String text) throws IOException {
    bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  void texts(List<String> texts) throws IOException {
    out.writeInt(texts.size());
    for (String text : texts) {
      text(text);
    }
  }

  void map(Map<String, String> map) throws IOException {
    out.writeInt(map.size());
    for (Map.Entry<String, String> entry : map.entrySet()) {
      words(entry.getKey());
      words(entry.getValue());
    }
  }

  private void bytes(byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}
