package org.quoin.smtpd;

import java.util.List;

/**
 * How a message in chunks is read (RFC 3030), told of the whole of it.
 *
 * @param text with LF as line end, also at its end
 * @param unclean whether there is a CR without LF, or a NUL
 */
record ChunkModel(String text, int hops, boolean bareLf, boolean unclean) {

  static ChunkModel of(String data) {
    String plain = data.replace("\r\n", "\n");
    String text = plain.isEmpty() || plain.endsWith("\n") ? plain : plain + "\n";
    int hops = DataModel.hops(List.of(text.split("\n", -1)));
    boolean unclean = plain.indexOf('\r') >= 0 || plain.indexOf(0) >= 0;
    return new ChunkModel(text, hops, DataModel.hasBareLf(data), unclean);
  }
}
