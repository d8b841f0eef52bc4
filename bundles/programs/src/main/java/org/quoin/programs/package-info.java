/**
 * The programs that {@code .qmail} files call, in one form for two uses: as {@code LocalProgram}s
 * in the platform and, by {@link org.quoin.programs.Main}, as executables.
 */
@NullMarked
package org.quoin.programs;

import org.jspecify.annotations.NullMarked;
