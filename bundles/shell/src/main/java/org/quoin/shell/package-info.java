/**
 * How an operator talks to a running platform: one-shot commands and the interactive shell over a
 * socket in the base folder, help for every command, and the commands that belong to no subsystem.
 */
@NullMarked
package org.quoin.shell;

import org.jspecify.annotations.NullMarked;
