package org.quoin.mailbox;

import java.nio.file.Path;

/**
 * A file or folder and how it was named, for texts.
 *
 * @param name bytes as characters
 */
record Named(String name, Path path) {}
