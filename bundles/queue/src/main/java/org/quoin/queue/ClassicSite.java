package org.quoin.queue;

import java.util.List;
import java.util.Map;

/**
 * The files of a classic QMQ installation, as text; bytes as characters.
 *
 * @param configurations conf-qmq and its like, by name
 * @param primary control files of the primary instance, by name
 * @param controls control files of the others: by id, then by name
 * @param remarks what could not be looked at
 */
record ClassicSite(
    Map<String, String> configurations,
    Map<String, String> primary,
    Map<String, Map<String, String>> controls,
    List<String> remarks) {}
