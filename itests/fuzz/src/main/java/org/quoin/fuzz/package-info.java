/**
 * Coverage-guided fuzzing of everything that reads bytes of strangers or of files: the targets
 * stand in the packages of what they try, this package runs them.
 */
@NullMarked
package org.quoin.fuzz;

import org.jspecify.annotations.NullMarked;
