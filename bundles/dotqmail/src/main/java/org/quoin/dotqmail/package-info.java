/** What the owners of accounts say about their mail: {@code .qmail} files, dot-qmail(5). */
@NullMarked
package org.quoin.dotqmail;

import org.jspecify.annotations.NullMarked;
